import type { JSX, ReactNode } from 'react'
import { PageHeader } from './PageHeader'

export interface PageProps {
  readonly title: string
  readonly children: ReactNode
}

/** A page with a heading, and below it whatever it is about. */
export function Page({ title, children }: PageProps): JSX.Element {
  return (
    <>
      <PageHeader title={title} />
      <div className="page">{children}</div>
    </>
  )
}
