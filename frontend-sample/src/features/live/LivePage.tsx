import { useState, type JSX } from 'react'
import { useResourceList } from 'tidings-react'
import { request } from '../../api/http'
import { describeError } from '../../ui/notices'
import { applyChange, applyMessage, cellText, readRows, type Row, type Table } from './table'
import { adminTables, tables } from './tables'

export interface LivePageProps {
  readonly isAdmin: boolean
}

/** A plain table for everything that has no page of its own, each kept current. */
export function LivePage({ isAdmin }: LivePageProps): JSX.Element {
  return (
    <>
      <div className="toolbar">
        <div className="crumbs">
          <h1>Everything else</h1>
        </div>
      </div>
      {(isAdmin ? [...tables, ...adminTables] : tables).map((table) => (
        <LiveTable key={table.path} table={table} />
      ))}
    </>
  )
}

function LiveTable({ table }: { table: Table }): JSX.Element {
  const [chosen, setChosen] = useState<string>()
  const { title, path, destination, columns, parts } = table
  const { value: rows, error } = useResourceList<readonly Row[]>({
    destination,
    queryKey: ['live', path],
    load: async (signal) => {
      const response = await request(path, { signal })
      return { value: readRows(table, await response.json()), headers: response.headers }
    },
    apply: (known, change) => applyChange(table, known, change),
    applyMessage: (known, message) => applyMessage(table, known, message),
  })
  const open = parts && rows?.find(({ id }) => id === chosen)
  return (
    <section className="panel-section" aria-label={title}>
      <header className="panel-section__header">
        <h3>{title}</h3>
      </header>
      {error && rows === undefined && (
        <p className="form-error">{describeError(error).join(' ')}</p>
      )}
      {rows?.length === 0 && <p className="muted panel-section__empty">Nothing yet.</p>}
      {rows !== undefined && rows.length > 0 && (
        <table className="live">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column.replaceAll('_', ' ')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-id={row.id}>
                {columns.map((column, index) => (
                  <td key={column}>
                    {parts && index === 0 ? (
                      <button
                        type="button"
                        className="link"
                        aria-expanded={row.id === chosen}
                        onClick={() => {
                          setChosen(row.id === chosen ? undefined : row.id)
                        }}
                      >
                        {cellText(row[column])}
                      </button>
                    ) : (
                      cellText(row[column])
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open &&
        parts(open).map((part) => <LiveTable key={part.destination + part.title} table={part} />)}
    </section>
  )
}
