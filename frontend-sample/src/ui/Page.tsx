import type { JSX, ReactNode } from 'react'

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
      <div className="toolbar">
        <div className="crumbs">
          <h1>{title}</h1>
        </div>
        {tools && <div className="toolbar__tools">{tools}</div>}
      </div>
      <div className="page">{children}</div>
    </>
  )
}
