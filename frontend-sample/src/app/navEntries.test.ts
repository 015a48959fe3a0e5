import { expect, it } from 'vitest'
import { currentMark, navGroups } from './navEntries'
import { parseRoute } from './route'

const entries = navGroups(true).flatMap(({ entries: some }) => some)

const marked = (hash: string): readonly (readonly [string, string])[] =>
  entries.flatMap((entry) => {
    const mark = currentMark(entry, parseRoute(hash), 'home-1')
    return mark === undefined ? [] : [[entry.label, mark] as const]
  })

it.each(entries.map(({ href, label }) => [href, label]))('marks %s as the page', (href, label) => {
  expect(marked(href)).toEqual([[label, 'page']])
})

it('marks the list of what is shown', () => {
  expect(marked('#/workflows/w')).toEqual([['Workflows', 'true']])
  expect(marked('#/executions/e')).toEqual([['Executions', 'true']])
  expect(marked('#/collections/c')).toEqual([['Collections', 'true']])
  expect(marked('#/threads/t')).toEqual([['Threads', 'true']])
})

it('marks My files in the home folder only', () => {
  expect(marked('#/folders/home-1')).toEqual([['My files', 'page']])
  expect(marked('#/folders/other')).toEqual([])
})

it('shows what is for admins to nobody else', () => {
  const shown = navGroups(false).flatMap(({ entries: some }) => some)

  expect(shown.filter(({ href }) => href.startsWith('#/admin/'))).toEqual([])
})
