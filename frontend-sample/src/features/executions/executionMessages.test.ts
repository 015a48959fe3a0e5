import { changeOf } from 'tidings-client/testing'
import { expect, it } from 'vitest'
import type { ExecutionDetail, LogLine } from './execution'
import { applyMessageToExecution, applyMessageToLog, applyToExecution } from './executionMessages'

const AT = '2026-01-01T00:00:05Z'

const execution: ExecutionDetail = {
  id: 'e',
  workflow_id: 'w',
  workflow_name: 'Waiting',
  workflow_version: 1,
  user: 'alice',
  status: 'running',
  progress_percentage: 0,
  completed_nodes: 0,
  total_nodes: 2,
  version: 2,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  graph: {
    nodes: [
      { id: 'wait', type: 'delay' },
      { id: 'sum', type: 'checksum' },
    ],
    edges: [{ id: 'wait-sum', source: 'wait', target: 'sum' }],
  },
  nodes: [
    { node_id: 'wait', node_name: 'Wait', status: 'pending' },
    { node_id: 'sum', node_name: 'Sum', status: 'pending' },
  ],
}

const told = (...messages: readonly { type: string; [member: string]: unknown }[]) =>
  messages.reduce<ExecutionDetail>((known, message) => {
    const next = applyMessageToExecution(known, message)
    if (!next) throw new Error(`Nothing became of ${message.type}`)
    return next
  }, execution)

const nodeUpdate = (status: string, more: Record<string, unknown> = {}) => ({
  type: 'node_update',
  data: { execution_id: 'e', node_id: 'wait', node_name: 'Wait', status, ...more },
  timestamp: AT,
})

const nodeProgress = { type: 'node_progress', node_id: 'wait', progress: 300, total: 1000 }

it('follows a node from its start to its end', () => {
  expect(told(nodeUpdate('running')).nodes[0]).toMatchObject({ status: 'running', started_at: AT })
  expect(told(nodeUpdate('running'), nodeProgress).nodes[0]?.progress).toEqual({
    done: 300,
    total: 1000,
  })

  const ended = told(nodeUpdate('running'), nodeProgress, nodeUpdate('completed')).nodes[0]
  expect(ended).toMatchObject({ status: 'completed', started_at: AT, ended_at: AT })
  expect(ended?.progress).toBeUndefined()
})

it('leaves other nodes as they are', () => {
  expect(told(nodeUpdate('running')).nodes[1]).toBe(execution.nodes[1])
})

it('takes no progress of a node that has ended', () => {
  const ended = told(nodeUpdate('running'), nodeUpdate('completed'), nodeProgress).nodes[0]

  expect(ended).toMatchObject({ status: 'completed' })
  expect(ended?.progress).toBeUndefined()
})

it('says why a node failed', () => {
  expect(told(nodeUpdate('failed', { message: 'No image' })).nodes[0]).toMatchObject({
    status: 'failed',
    message: 'No image',
  })
})

it('has the output of a node', () => {
  const output = { content_type: 'text/plain', bytes: 2, preview: 'ab' }

  expect(told({ type: 'output_update', node_id: 'sum', ...output }).nodes[1]?.output).toEqual(
    output,
  )
})

it('takes the state of the execution, and keeps what the message does not name', () => {
  const data = { status: 'failed', progress_percentage: 50, completed_nodes: 1, error: 'No image' }

  expect(told({ type: 'execution_update', data, timestamp: AT })).toEqual({
    ...execution,
    ...data,
    updated_at: AT,
  })
})

it('leaves messages that say nothing of it to others', () => {
  expect(applyMessageToExecution(execution, { type: 'log_update' })).toBeUndefined()
})

it('is gone once it was deleted', () => {
  expect(applyToExecution(execution, changeOf('deleted', { id: 'e' }))).toBeNull()
  expect(applyMessageToExecution(null, nodeUpdate('running'))).toBeUndefined()
})

it('appends lines to the log, each once', () => {
  const line = (number: number): LogLine => ({
    number,
    severity: 'info',
    content: `line ${number}`,
    timestamp: AT,
  })
  const update = (number: number) => ({ type: 'log_update', ...line(number) })
  const log = [line(1), line(2)]

  expect(applyMessageToLog(log, update(3))).toEqual([line(1), line(2), line(3)])
  expect(applyMessageToLog(log, update(2))).toBe(log)
  expect(applyMessageToLog(log, { type: 'node_update' })).toBeUndefined()
})
