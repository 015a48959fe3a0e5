import { createContext, use } from 'react'
import type { TidingsClient } from 'tidings-client'
import type { ListBindings } from './listBinding.js'

export interface Tidings {
  readonly client: TidingsClient
  readonly bindings: ListBindings
  readonly isLive: (destination: string) => boolean
}

export const TidingsContext = createContext<Tidings | undefined>(undefined)

export function useTidings(): Tidings {
  const tidings = use(TidingsContext)
  if (tidings === undefined) {
    throw new Error('No TidingsProvider above this component. Wrap the application in one')
  }
  return tidings
}
