import { MutableStore } from 'tidings-client'

/** `system` is what the browser prefers. */
export type Theme = 'light' | 'dark' | 'system'

const KEY = 'tidings.theme'

export const themeStore = new MutableStore<Theme>(restore())

/** Shows the page in the theme that was chosen last, in this tab or another one. */
export function applyTheme(): void {
  show()
  themeStore.subscribe(show)
  globalThis.addEventListener('storage', ({ key }) => {
    if (key === KEY || key === null) themeStore.set(restore())
  })
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  themeStore.set(theme)
}

function restore(): Theme {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function show(): void {
  const theme = themeStore.getSnapshot()
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  colourBrowser(theme)
}

/** Has the browser's own bars follow: `theme-color` is written down once for each theme. */
function colourBrowser(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const of = (meta.dataset.theme ??= meta.media.includes('dark') ? 'dark' : 'light')
    const preference = `(prefers-color-scheme: ${of})`
    meta.media = theme === 'system' ? preference : theme === of ? 'all' : 'not all'
  }
}
