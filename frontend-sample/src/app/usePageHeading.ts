import { useEffect, useRef, type RefObject } from 'react'

const SITE = 'Tidings'

/**
 * Takes the title of the document from the heading of the page, and moves the focus there when the page changes.
 *
 * A heading may come late, with the code of its page or with the list below it, and change at any time, when somebody
 * renames the folder. The focus stays where the user has put it meanwhile.
 */
export function usePageHeading(main: RefObject<HTMLElement | null>, page: string): void {
  const shown = useRef(page)
  useEffect(() => {
    const element = main.current
    if (element === null) return undefined
    const before = document.activeElement
    let isFocusDue = shown.current !== page
    shown.current = page
    const update = (): void => {
      const heading = element.querySelector('h1')
      const text = heading?.textContent ?? ''
      document.title = text === '' ? SITE : `${text} – ${SITE}`
      if (!isFocusDue || heading === null) return
      isFocusDue = false
      const { activeElement } = document
      if (activeElement !== before && activeElement !== document.body) return
      heading.tabIndex = -1
      heading.focus()
    }
    const observer = new MutationObserver(update)
    observer.observe(element, { childList: true, characterData: true, subtree: true })
    update()
    return () => {
      observer.disconnect()
    }
  }, [main, page])
}
