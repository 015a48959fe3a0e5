import { useEffect, useState, useSyncExternalStore, type JSX } from 'react'
import { formatPosition, type TidingsClient } from 'tidings-client'
import type { Faults } from 'tidings-client/faults'
import { useTidings } from '../tidingsContext.js'
import { FaultButtons } from './FaultButtons.js'
import { panelStyle, tableStyle } from './styles.js'

export interface TidingsDevtoolsProps {
  /** The faults whose socket the client uses. Without them the panel shows, but breaks nothing. */
  readonly faults?: Faults
}

const REFRESH_INTERVAL = 500

/** A panel for developers: how the client is connected, where its feeds are, what came last, and buttons to break it. */
export function TidingsDevtools({ faults }: TidingsDevtoolsProps): JSX.Element {
  const { client } = useTidings()
  const [isOpen, setOpen] = useState(false)
  const { status } = useSyncExternalStore(client.state.subscribe, client.state.getSnapshot)
  return (
    <section aria-label="Tidings devtools" style={panelStyle}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen)
        }}
      >
        Tidings: {status}
      </button>
      {isOpen && <Panel client={client} faults={faults} />}
    </section>
  )
}

interface PanelProps {
  readonly client: TidingsClient
  readonly faults: Faults | undefined
}

function Panel({ client, faults }: PanelProps): JSX.Element {
  useRefresh()
  const { recentChanges, quality, counters, feeds, transport } = client
  const recent = useSyncExternalStore(recentChanges.subscribe, recentChanges.getSnapshot)
  const { roundTrip, clockOffset, commitToApply } = quality.getSnapshot()
  return (
    <>
      <p>
        <label>
          <input
            type="checkbox"
            checked={transport === 'polling'}
            onChange={(event) => {
              client.setTransport(event.target.checked ? 'polling' : 'auto')
            }}
          />
          Poll only
        </label>
        {faults && <FaultButtons faults={faults} />}
      </p>
      <Pairs
        label="Quality"
        pairs={{
          'round trip': milliseconds(roundTrip),
          'clock offset': milliseconds(clockOffset),
          'commit to apply, median': milliseconds(commitToApply?.median),
          'commit to apply, p95': milliseconds(commitToApply?.p95),
        }}
      />
      <Pairs label="Counters" pairs={counters} />
      <Rows
        label="Feeds"
        columns={['destination', 'position', 'state']}
        rows={feeds.map(({ destination, reached, state }) => [
          destination,
          formatPosition(reached),
          state.getSnapshot().status,
        ])}
      />
      <Rows
        label="Last changes"
        columns={['destination', 'position', 'change']}
        rows={recent.map(({ destination, position, change }) => [
          destination,
          formatPosition(position),
          JSON.stringify(change),
        ])}
      />
    </>
  )
}

/** Renders again now and then: positions and counters move without anybody being told. */
function useRefresh(): void {
  const [, setCount] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      setCount((count) => count + 1)
    }, REFRESH_INTERVAL)
    return () => {
      clearInterval(timer)
    }
  }, [])
}

function Pairs({ label, pairs }: { label: string; pairs: object }): JSX.Element {
  const rows = Object.entries(pairs).map(([name, value]) => [name, String(value)])
  return <Rows label={label} columns={['name', 'value']} rows={rows} />
}

interface RowsProps {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

function Rows({ label, columns, rows }: RowsProps): JSX.Element {
  return (
    <table aria-label={label} style={tableStyle}>
      <caption>{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr key={`${index} ${cells[0] ?? ''}`}>
            {cells.map((cell, column) => (
              <td key={columns[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? '–' : `${Math.round(value)} ms`
}
