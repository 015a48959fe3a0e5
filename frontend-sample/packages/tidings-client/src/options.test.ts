import { expect, it } from 'vitest'
import { addressesOf } from './options.js'

const token = (): string => 'jwt'

it('asks for changes on the host of the socket', () => {
  expect(addressesOf({ url: 'wss://push.test/ws', token })).toEqual({
    socket: 'wss://push.test/ws',
    changes: 'https://push.test/api/changes',
  })
})

it('takes the address of a page for that of a socket', () => {
  expect(addressesOf({ url: 'http://push.test:8080/ws', token }).socket).toBe(
    'ws://push.test:8080/ws',
  )
})

it('takes another address for changes as it is', () => {
  const url = 'wss://push.test/ws'

  expect(addressesOf({ url, changesUrl: 'https://api.test/changes', token }).changes).toBe(
    'https://api.test/changes',
  )
})

it('reads addresses that are relative to the page', () => {
  const { host } = location

  expect(addressesOf({ url: '/ws', token })).toEqual({
    socket: `ws://${host}/ws`,
    changes: `http://${host}/api/changes`,
  })
})
