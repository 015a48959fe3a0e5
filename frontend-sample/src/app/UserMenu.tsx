import type { JSX } from 'react'
import { endSession } from '../api/session'
import { Avatar } from '../ui/Avatar'
import { Menu } from '../ui/Menu'
import { navigate } from './route'

export function UserMenu({ name }: { name: string }): JSX.Element {
  return (
    <Menu
      label={`Signed in as ${name}`}
      className="user-menu"
      items={[
        {
          label: 'Sign out',
          icon: 'signOut',
          onSelect: () => {
            endSession('left')
            navigate('#/')
          },
        },
      ]}
    >
      <Avatar name={name} />
      <span className="user-menu__name">{name}</span>
    </Menu>
  )
}
