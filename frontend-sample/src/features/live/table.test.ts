import { describe, expect, it } from 'vitest'
import { applyChange, applyMessage, cellText, readRows } from './table'
import { adminTables, tables } from './tables'

const tableOf = (title: string) => {
  const table = [...tables, ...adminTables].find((one) => one.title === title)
  if (table === undefined) throw new Error(`There is no table '${title}'`)
  return table
}

const change = (event: 'created' | 'updated' | 'deleted', id: string, more = {}) => ({
  type: 'resource_change' as const,
  event,
  resource_type: 'thread',
  resource: { id, ...more },
})

describe('applyChange', () => {
  const threads = tableOf('Threads')

  it('puts in what is new, replaces what is known and takes out what is gone', () => {
    const created = applyChange(threads, [{ id: '1' }], change('created', '2', { title: 'b' }))
    expect(created).toEqual([{ id: '2', title: 'b' }, { id: '1' }])

    const updated = applyChange(threads, created, change('updated', '1', { title: 'a' }))
    expect(updated).toEqual([
      { id: '2', title: 'b' },
      { id: '1', title: 'a' },
    ])

    expect(applyChange(threads, updated, change('deleted', '2'))).toEqual([{ id: '1', title: 'a' }])
  })

  it('leaves the list as it is for resources of another type', () => {
    const rows = [{ id: '1' }]

    expect(applyChange(tableOf('Models'), rows, change('created', '2'))).toBe(rows)
  })
})

describe('applyMessage', () => {
  it('takes an item by its id', () => {
    const message = { type: 'model_download_update', id: '1', status: 'running' }

    expect(applyMessage(tableOf('Downloads'), [{ id: '1' }], message)).toEqual([message])
  })

  it('takes an item in a shape of its own', () => {
    const [nodes] = tableOf('Executions').parts?.({ id: 'e', workflow_name: 'w' }) ?? []
    if (nodes === undefined) throw new Error('Executions have nodes')
    const known = readRows(nodes, { nodes: [{ node_execution_id: 'n', status: 'running' }] })
    const data = { execution_id: 'e', node_execution_id: 'n', status: 'completed' }

    expect(applyMessage(nodes, known, { type: 'node_update', data })).toEqual([
      { ...data, id: 'n' },
    ])
  })

  it('puts the lines of a log one after the other', () => {
    const [, log] = tableOf('Executions').parts?.({ id: 'e', workflow_name: 'w' }) ?? []
    if (log === undefined) throw new Error('Executions have a log')
    const known = readRows(log, { items: [{ number: 1 }, { number: 2 }] })

    const rows = applyMessage(log, known, { type: 'log_update', number: 3 })

    expect(rows?.map(({ id }) => id)).toEqual(['1', '2', '3'])
  })

  it('takes everything', () => {
    const message = {
      type: 'dashboard_stats_update',
      timestamp: 't',
      stats: { jobs: { running: 1, completed: 2 } },
    }

    expect(applyMessage(tableOf('Dashboard'), [], message)).toEqual([
      { id: 'jobs running', kind: 'jobs', status: 'running', amount: 1 },
      { id: 'jobs completed', kind: 'jobs', status: 'completed', amount: 2 },
    ])
  })

  it('does not know other types', () => {
    expect(applyMessage(tableOf('Threads'), [], { type: 'node_update' })).toBeUndefined()
  })
})

it('makes a row of each member of a report', () => {
  const body = { type: 'system_metrics_update', timestamp: 't', change_id: 'c', threads: 7 }

  expect(readRows(tableOf('System metrics'), body)).toEqual([{ id: 'threads', value: 7 }])
})

it('reads the items of a page', () => {
  expect(readRows(tableOf('Threads'), { items: [{ id: '1', title: 'a' }] })).toEqual([
    { id: '1', title: 'a' },
  ])
  expect(() => readRows(tableOf('Threads'), {})).toThrow('items')
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
