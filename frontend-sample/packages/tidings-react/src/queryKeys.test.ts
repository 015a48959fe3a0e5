import { changeOf } from 'tidings-client/testing'
import { describe, expect, it } from 'vitest'
import { defaultQueryKeys, queryKeysOf } from './queryKeys.js'

const changeOfType = (resource_type: string) => changeOf('updated', { id: '7' }, { resource_type })

describe('queryKeysOf', () => {
  it.each([
    ['workflow', [['workflows'], ['templates'], ['workflow', '7'], ['workflow_versions', '7']]],
    ['job', [['jobs'], ['job', '7']]],
    ['asset', [['assets']]],
    ['thread', [['threads'], ['thread', '7'], ['messages', '7']]],
    ['collection', [['collections']]],
    ['workspace', [['workspaces']]],
    ['secret', [['secrets']]],
    ['model', [['models']]],
  ])('maps a change of a %s', (type, keys) => {
    expect(queryKeysOf(defaultQueryKeys, changeOfType(type))).toEqual(keys)
  })

  it('knows the types that users add', () => {
    const map = { ...defaultQueryKeys, invoice: [['invoices'], ['invoice', '{id}', 'lines']] }

    expect(queryKeysOf(map, changeOfType('invoice'))).toEqual([
      ['invoices'],
      ['invoice', '7', 'lines'],
    ])
  })

  it('maps other types to nothing, whatever they are called', () => {
    expect(queryKeysOf(defaultQueryKeys, changeOfType('comet'))).toEqual([])
    expect(queryKeysOf(defaultQueryKeys, changeOfType('constructor'))).toEqual([])
  })
})
