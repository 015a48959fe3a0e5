import { useEffect, useRef, useState, type JSX, type ReactNode } from 'react'
import { IconButton } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { useMediaQuery } from '../ui/useMediaQuery'
import { currentMark, navGroups, type NavEntry, type NavGroup } from './navEntries'
import type { Route } from './route'

const NARROW = '(max-width: 719px)'

export interface NavigationProps {
  readonly route: Route
  readonly homeId: string | undefined
  readonly isAdmin: boolean
  /** The button that opens what goes on beside the page. */
  readonly activity: ReactNode
}

/** The ways to all pages: at the side, or on narrow screens in a bar with a drawer. */
export function Navigation(props: NavigationProps): JSX.Element {
  const isNarrow = useMediaQuery(NARROW)
  const groups = navGroups(props.isAdmin)
  return isNarrow ? <Bar {...props} groups={groups} /> : <Side {...props} groups={groups} />
}

type GroupsProps = NavigationProps & { readonly groups: readonly NavGroup[] }

function Side({ groups, activity, ...where }: GroupsProps): JSX.Element {
  return (
    <nav className="side" aria-label="Main">
      <Groups groups={groups} {...where} />
      {activity}
    </nav>
  )
}

function Bar({ groups, activity, ...where }: GroupsProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const entries = groups.flatMap((group) => group.entries.filter(({ isInBar }) => isInBar))
  return (
    <nav className="bottom-bar" aria-label="Main">
      {entries.map((entry) => (
        <NavLink key={entry.href} entry={entry} {...where} />
      ))}
      {activity}
      <button
        type="button"
        className="side__link"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(true)
        }}
      >
        <Icon name="menu" />
        <span>More</span>
      </button>
      {isOpen && (
        <Drawer
          onClose={() => {
            setOpen(false)
          }}
        >
          <Groups groups={groups} {...where} />
        </Drawer>
      )}
    </nav>
  )
}

interface DrawerProps {
  readonly onClose: () => void
  readonly children: ReactNode
}

function Drawer({ onClose, children }: DrawerProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    globalThis.addEventListener('hashchange', onClose)
    return () => {
      globalThis.removeEventListener('hashchange', onClose)
      dialog?.close()
    }
  }, [onClose])
  return (
    <dialog
      ref={element}
      className="drawer"
      aria-label="All pages"
      onClick={({ target }) => {
        if (target === element.current || (target as Element).closest('a')) onClose()
      }}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="drawer__body">
        <IconButton icon="close" label="Close" className="drawer__close" onClick={onClose} />
        {children}
      </div>
    </dialog>
  )
}

interface Where {
  readonly route: Route
  readonly homeId: string | undefined
}

function Groups({ groups, ...where }: Where & { groups: readonly NavGroup[] }): JSX.Element {
  return (
    <>
      {groups.map(({ title, entries }) => (
        <section key={title} className="side__group" aria-label={title}>
          <h2 className="side__title">{title}</h2>
          <ul>
            {entries.map((entry) => (
              <li key={entry.href}>
                <NavLink entry={entry} {...where} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function NavLink({ entry, route, homeId }: Where & { entry: NavEntry }): JSX.Element {
  return (
    <a className="side__link" href={entry.href} aria-current={currentMark(entry, route, homeId)}>
      <Icon name={entry.icon} />
      <span>{entry.label}</span>
    </a>
  )
}
