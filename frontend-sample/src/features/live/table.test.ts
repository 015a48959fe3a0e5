import { describe, expect, it } from 'vitest'
import { applyChange, cellText, readMessage, readRows } from './table'
import { adminTables, tables } from './tables'

const tableOf = (title: string) => {
  const table = [...tables, ...adminTables].find((one) => one.title === title)
  if (table === undefined) throw new Error(`There is no table '${title}'`)
  return table
}

const change = (event: 'created' | 'updated' | 'deleted', id: string, more = {}) => ({
  type: 'resource_change' as const,
  event,
  resource_type: 'workspace',
  resource: { id, ...more },
})

describe('applyChange', () => {
  const workspaces = tableOf('Workspaces')

  it('puts in what is new, replaces what is known and takes out what is gone', () => {
    const created = applyChange(workspaces, [{ id: '1' }], change('created', '2', { name: 'b' }))
    expect(created).toEqual([{ id: '2', name: 'b' }, { id: '1' }])

    const updated = applyChange(workspaces, created, change('updated', '1', { name: 'a' }))
    expect(updated).toEqual([
      { id: '2', name: 'b' },
      { id: '1', name: 'a' },
    ])

    expect(applyChange(workspaces, updated, change('deleted', '2'))).toEqual([
      { id: '1', name: 'a' },
    ])
  })

  it('leaves the list as it is for resources of another type', () => {
    const rows = [{ id: '1' }]

    expect(applyChange(tableOf('Workflow files'), rows, change('created', '2'))).toBe(rows)
  })
})

describe('readMessage', () => {
  it('takes everything', () => {
    const providers = [{ id: 'openai', name: 'OpenAI', available: true }]

    expect(readMessage(tableOf('Providers'), { type: 'providers_update', providers })).toEqual(
      providers,
    )
  })

  it('does not know other types', () => {
    expect(readMessage(tableOf('Providers'), { type: 'node_update' })).toBeUndefined()
    expect(readMessage(tableOf('Workspaces'), { type: 'node_update' })).toBeUndefined()
  })
})

it('reads the items of a page', () => {
  expect(readRows(tableOf('Workspaces'), { items: [{ id: '1', name: 'a' }] })).toEqual([
    { id: '1', name: 'a' },
  ])
  expect(() => readRows(tableOf('Workspaces'), {})).toThrow('items')
})

it.each([
  [undefined, ''],
  [null, ''],
  ['a', 'a'],
  [1234.5678, '1,234.568'],
  [true, 'true'],
  [{ a: 1 }, '{"a":1}'],
])('shows %j as %j', (value, text) => {
  expect(cellText(value)).toBe(text)
})
