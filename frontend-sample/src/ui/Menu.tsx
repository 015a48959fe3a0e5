import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type JSX,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { createPortal } from 'react-dom'
import { Icon, type IconName } from './Icon'

export interface MenuItem {
  readonly label: string
  readonly icon: IconName
  readonly isDanger?: boolean
  /** Whether it is on, of an item that stays: one that goes on and off, or one of several of which one is on. */
  readonly choice?: { readonly kind: 'checkbox' | 'radio'; readonly isOn: boolean }
  readonly onSelect: () => void
}

export interface MenuProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly className?: string
  readonly children: ReactNode
}

/** A button with a menu, used with mouse, touch and keyboard alike. */
export function Menu({
  label,
  items,
  className = 'icon-button',
  children,
}: MenuProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen)
        }}
      >
        {children}
      </button>
      {isOpen &&
        createPortal(
          <MenuList label={label} items={items} anchor={button} onClose={close} />,
          document.body,
        )}
    </>
  )
}

interface MenuListProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly anchor: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

function MenuList({ label, items, anchor, onClose }: MenuListProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (anchor.current && list.current) placeBelow(list.current, anchor.current)
    list.current?.querySelector('button')?.focus()
  }, [anchor])
  useEffect(() => {
    const closeOutside = (event: Event): void => {
      const target = event.target as Node
      if (list.current?.contains(target) === true || anchor.current?.contains(target) === true)
        return
      onClose()
    }
    document.addEventListener('pointerdown', closeOutside)
    globalThis.addEventListener('resize', onClose)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
      globalThis.removeEventListener('resize', onClose)
    }
  }, [anchor, onClose])
  return (
    <div
      ref={list}
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        handleKey(event, onClose)
      }}
    >
      {items.map((item) => (
        <button
          key={item.label}
          type="button"
          role={item.choice ? `menuitem${item.choice.kind}` : 'menuitem'}
          aria-checked={item.choice?.isOn}
          tabIndex={-1}
          className={`menu__item ${item.isDanger === true ? 'menu__item--danger' : ''}`}
          onClick={() => {
            onClose()
            item.onSelect()
          }}
        >
          <Icon name={item.icon} size={18} />
          {item.label}
          {item.choice?.isOn === true && <Icon name="check" size={16} />}
        </button>
      ))}
    </div>
  )
}

const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

function handleKey(event: KeyboardEvent<HTMLElement>, onClose: () => void): void {
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    onClose()
    return
  }
  const step = STEPS[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const index = buttons.findIndex((button) => button === document.activeElement)
  buttons[step(index, buttons.length)]?.focus()
}

const GAP = 6

function placeBelow(list: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const { width, height } = list.getBoundingClientRect()
  const fitsBelow = at.bottom + GAP + height <= globalThis.innerHeight
  const top = fitsBelow ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height)
  list.style.top = `${top}px`
  list.style.left = `${Math.max(GAP, Math.min(at.right, globalThis.innerWidth - GAP) - width)}px`
}
