import { useSyncExternalStore, type JSX } from 'react'
import { signOut } from '../features/session'
import { Avatar } from '../ui/Avatar'
import type { IconName } from '../ui/Icon'
import { Menu } from '../ui/Menu'
import { devtoolsStore, toggleDevtools } from './devtools'
import { navigate } from './route'
import { chooseTheme, themeStore, type Theme } from './theme'

const THEMES: readonly {
  readonly theme: Theme
  readonly label: string
  readonly icon: IconName
}[] = [
  { theme: 'light', label: 'Light', icon: 'sun' },
  { theme: 'dark', label: 'Dark', icon: 'moon' },
  { theme: 'system', label: 'As the system', icon: 'monitor' },
]

export function UserMenu({ name }: { name: string }): JSX.Element {
  const hasDevtools = useSyncExternalStore(devtoolsStore.subscribe, devtoolsStore.getSnapshot)
  const chosen = useSyncExternalStore(themeStore.subscribe, themeStore.getSnapshot)
  return (
    <Menu
      label={`Signed in as ${name}`}
      className="user-menu"
      items={[
        ...THEMES.map(({ theme, label, icon }) => ({
          label,
          icon,
          choice: { kind: 'radio' as const, isOn: theme === chosen },
          onSelect: () => {
            chooseTheme(theme)
          },
        })),
        {
          label: 'Developer tools',
          icon: 'wrench',
          choice: { kind: 'checkbox', isOn: hasDevtools },
          onSelect: toggleDevtools,
        },
        {
          label: 'Sign out',
          icon: 'signOut',
          onSelect: () => {
            navigate('#/')
            signOut()
          },
        },
      ]}
    >
      <Avatar name={name} />
      <span className="user-menu__name">{name}</span>
    </Menu>
  )
}
