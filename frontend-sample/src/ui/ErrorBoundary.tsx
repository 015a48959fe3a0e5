import { Component, type ReactNode } from 'react'
import { Button } from './Button'
import { EmptyState } from './EmptyState'
import { describeError } from './notify'

interface Props {
  readonly children: ReactNode
}

/** Says what went wrong in place of what could not be shown. */
export class ErrorBoundary extends Component<Props, { readonly error?: unknown }> {
  override readonly state: { readonly error?: unknown } = {}

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    if (!('error' in this.state)) return this.props.children
    return (
      <EmptyState icon="alert" title="This page could not be shown">
        <p className="muted">{describeError(this.state.error).join(' ')}</p>
        <Button
          onClick={() => {
            location.reload()
          }}
        >
          Reload
        </Button>
      </EmptyState>
    )
  }
}
