import { useEffect, useEffectEvent, useRef, useState, type JSX, type RefObject } from 'react'
import type { Transport } from 'tidings-client'
import { useQuality, useTidingsClient } from 'tidings-react'
import { formatCount, formatMilliseconds } from '../../ui/format'
import { useNow } from '../../ui/useNow'
import { POLL_INTERVALS, rememberPollInterval } from './pollInterval'

const TRANSPORTS: readonly { readonly transport: Transport; readonly label: string }[] = [
  { transport: 'auto', label: 'Automatic' },
  { transport: 'polling', label: 'Polling only' },
]

export interface ConnectionDetailsProps {
  readonly id: string
  readonly explanation: string
  /** What opens and closes this. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

/** How good the connection is, what it has been through, and a switch between the two ways that changes come. */
export function ConnectionDetails(props: ConnectionDetailsProps): JSX.Element {
  const { id, explanation, anchor, onClose } = props
  const element = useRef<HTMLDivElement>(null)
  useDismissal(element, anchor, onClose)
  return (
    <div
      ref={element}
      id={id}
      className="connection__details"
      role="dialog"
      aria-label="Connection"
      tabIndex={-1}
    >
      <p>{explanation}</p>
      <Measurements />
      <TransportSwitch />
      <PollIntervalChoice />
      <a href="#/savings" onClick={onClose}>
        How many requests this saves
      </a>
    </div>
  )
}

function Measurements(): JSX.Element {
  const { counters } = useTidingsClient()
  const { roundTrip, commitToApply } = useQuality()
  // The counters move without anybody being told.
  useNow(1_000)
  const { gaps, resets, duplicates, reconnects, applied } = counters
  return (
    <dl className="measurements">
      <Measurement label="Round trip" value={formatMilliseconds(roundTrip)} />
      <Measurement
        label="Commit to page, median"
        value={formatMilliseconds(commitToApply?.median)}
      />
      <Measurement label="Commit to page, 95 %" value={formatMilliseconds(commitToApply?.p95)} />
      <Measurement label="Changes applied" value={formatCount(applied)} />
      <Measurement label="Gaps repaired" value={formatCount(gaps)} />
      <Measurement label="Lists loaded again" value={formatCount(resets)} />
      <Measurement label="Duplicates dropped" value={formatCount(duplicates)} />
      <Measurement label="Reconnects" value={formatCount(reconnects)} />
    </dl>
  )
}

function Measurement({ label, value }: { label: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function TransportSwitch(): JSX.Element {
  const client = useTidingsClient()
  const [chosen, setChosen] = useState(client.transport)
  return (
    <fieldset className="transports">
      <legend>Changes come by</legend>
      {TRANSPORTS.map(({ transport, label }) => (
        <label key={transport}>
          <input
            type="radio"
            name="transport"
            checked={transport === chosen}
            onChange={() => {
              client.setTransport(transport)
              setChosen(transport)
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}

function PollIntervalChoice(): JSX.Element {
  const client = useTidingsClient()
  const [interval, setInterval] = useState(client.pollInterval)
  return (
    <label className="field">
      <span>Without a socket, ask every</span>
      <select
        value={interval}
        onChange={({ target }) => {
          const chosen = Number(target.value)
          client.setPollInterval(chosen)
          rememberPollInterval(chosen)
          setInterval(chosen)
        }}
      >
        {POLL_INTERVALS.map((milliseconds) => (
          <option key={milliseconds} value={milliseconds}>
            {milliseconds / 1_000} s
          </option>
        ))}
      </select>
    </label>
  )
}

/** Takes the focus, and closes by Escape and by a click elsewhere. */
function useDismissal(
  element: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  onClose: () => void,
): void {
  const close = useEffectEvent(onClose)
  useEffect(() => {
    element.current?.focus()
    const onPointer = ({ target }: Event): void => {
      const isInside = [element, anchor].some(({ current }) => current?.contains(target as Node))
      if (!isInside) close()
    }
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [element, anchor])
}
