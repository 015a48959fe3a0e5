import { describe, expect, it } from 'vitest'
import {
  formatPosition,
  parseChangePositions,
  parsePosition,
  progress,
  requireChangePosition,
} from './position.js'

const at = (sequence: number, epoch = 'e1') => ({ epoch, sequence })

describe('progress', () => {
  it('takes the number after the one reached as the next', () => {
    expect(progress(at(3), at(4))).toBe('next')
  })

  it('takes the number reached and those before it as duplicates', () => {
    expect(progress(at(3), at(3))).toBe('duplicate')
    expect(progress(at(3), at(1))).toBe('duplicate')
  })

  it('takes a number further on as a gap', () => {
    expect(progress(at(3), at(5))).toBe('gap')
  })

  it('never compares numbers across epochs', () => {
    for (const sequence of [0, 3, 4, 5]) {
      expect(progress(at(3), at(sequence, 'e2'))).toBe('new-epoch')
    }
  })
})

describe('parsePosition', () => {
  it('reads what formatPosition writes', () => {
    expect(parsePosition(formatPosition(at(42)))).toEqual(at(42))
  })

  it.each([
    '',
    'e1',
    ':1',
    'e1:',
    'e1:-1',
    'e1:1.5',
    'e1:x',
    'e 1:1',
    'e1:99999999999999999',
    null,
    undefined,
  ])('rejects %j', (text) => {
    expect(parsePosition(text)).toBeUndefined()
  })
})

describe('Change-Position', () => {
  it('names several destinations', () => {
    const positions = parseChangePositions('/topic/assets/a@e1:7, /user/queue/jobs@e1:0')

    expect(positions.get('/topic/assets/a')).toEqual(at(7))
    expect(positions.get('/user/queue/jobs')).toEqual(at(0))
  })

  it('leaves out what is not a position', () => {
    expect(parseChangePositions('nonsense, @e1:1, /topic/assets/a@e1').size).toBe(0)
  })

  it('is required of a list', () => {
    const headers = new Headers({ 'Change-Position': '/topic/assets/a@e1:7' })

    expect(requireChangePosition(headers, '/topic/assets/a')).toEqual(at(7))
    expect(() => requireChangePosition(headers, '/topic/assets/b')).toThrow(
      "Expected header 'Change-Position' to name '/topic/assets/b'",
    )
  })
})
