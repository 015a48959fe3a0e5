import type { JSX } from 'react'
import { Page } from '../../ui/Page'
import { SessionTable } from '../../ui/SessionTable'

/** The user's own sessions, in all browsers. */
export function SessionsPage(): JSX.Element {
  return (
    <Page title="My sessions">
      <p>
        Each browser that has a page open is one session, however many tabs there are. One that ends
        has to sign in again.
      </p>
      <SessionTable scope="/api/me/sessions" />
    </Page>
  )
}
