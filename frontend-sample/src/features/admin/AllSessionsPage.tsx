import type { JSX } from 'react'
import { Page } from '../../ui/Page'
import { SessionTable } from '../../ui/SessionTable'

/** The sessions of all users, on all instances. */
export function AllSessionsPage(): JSX.Element {
  return (
    <Page title="All sessions">
      <SessionTable scope="/api/admin/sessions" />
    </Page>
  )
}
