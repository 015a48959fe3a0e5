import type { Account } from '../e2e/Account'
import type { Sightings } from './Sightings'

/** What a person has open: some lists, kept current in one way or another. */
export interface Page {
  readonly account: Account
  readonly sightings: Sightings
  open(): Promise<void>
  close(): void
}

/** A list of the page. */
export interface ShownList {
  readonly path: string
  readonly destination: string
}

/** The lists that the sample's page of a folder has open. */
export const listsOf = (folder: string): readonly ShownList[] => [
  { path: `/api/assets?parent_id=${folder}&limit=500`, destination: `/topic/assets/${folder}` },
  { path: '/api/assets?shared=true', destination: '/user/queue/assets' },
  { path: '/api/jobs', destination: '/user/queue/jobs' },
]
