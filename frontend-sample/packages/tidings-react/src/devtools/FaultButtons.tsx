import { useState, type JSX } from 'react'
import type { Faults } from 'tidings-client/faults'

const DELAY = 2_000

/** Buttons that break the connection in one way each. */
export function FaultButtons({ faults }: { faults: Faults }): JSX.Element {
  const [isLate, setLate] = useState(faults.settings.delay > 0)
  return (
    <>
      <button
        type="button"
        onClick={() => {
          faults.drop()
        }}
      >
        Drop the socket
      </button>
      <button
        type="button"
        aria-pressed={isLate}
        onClick={() => {
          faults.delay(isLate ? 0 : DELAY)
          setLate(!isLate)
        }}
      >
        Delay messages by {DELAY / 1_000} s
      </button>
      <button
        type="button"
        onClick={() => {
          faults.loseNext()
        }}
      >
        Lose the next message
      </button>
      <button
        type="button"
        onClick={() => {
          faults.expireToken()
        }}
      >
        Expire the token
      </button>
    </>
  )
}
