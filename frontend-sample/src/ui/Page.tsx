import type { JSX, ReactNode } from 'react'
import { PageHeader } from './PageHeader'

export interface PageProps {
  readonly title: string
  /** What can be done, beside the title. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A page with a heading, and below it whatever it is about. */
export function Page({ title, tools, children }: PageProps): JSX.Element {
  return (
    <>
      <PageHeader title={title}>{tools}</PageHeader>
      <div className="page">{children}</div>
    </>
  )
}
