import type { JSX } from 'react'
import { AllSessionsPage } from './AllSessionsPage'
import { ConnectorsPage } from './ConnectorsPage'
import { CostPage } from './CostPage'
import { RoomsPage } from './RoomsPage'
import { SystemPage } from './SystemPage'

export interface AdminPageProps {
  readonly view: 'system' | 'sessions' | 'rooms' | 'cost' | 'connectors'
}

/** One of the pages for admins. */
export function AdminPage({ view }: AdminPageProps): JSX.Element {
  switch (view) {
    case 'system':
      return <SystemPage />
    case 'sessions':
      return <AllSessionsPage />
    case 'rooms':
      return <RoomsPage />
    case 'cost':
      return <CostPage />
    case 'connectors':
      return <ConnectorsPage />
  }
}
