import { useState, type JSX } from 'react'
import { useResourceList } from 'tidings-react'
import { request } from '../../api/http'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { applyChange, cellText, readMessage, readRows, type Row, type Table } from './table'
import { adminTables, tables } from './tables'

export interface LivePageProps {
  readonly isAdmin: boolean
}

/** A plain table for everything that has no page of its own, each kept current. */
export function LivePage({ isAdmin }: LivePageProps): JSX.Element {
  return (
    <>
      <PageHeader title="Everything else" />
      {(isAdmin ? [...tables, ...adminTables] : tables).map((table) => (
        <LiveTable key={table.path} table={table} />
      ))}
    </>
  )
}

function LiveTable({ table }: { table: Table }): JSX.Element {
  const [chosen, setChosen] = useState<string>()
  const { title, path, destination, columns, parts } = table
  const list = useResourceList<readonly Row[]>({
    destination,
    queryKey: ['live', path],
    load: async (signal) => {
      const response = await request(path, { signal })
      return { value: readRows(table, await response.json()), headers: response.headers }
    },
    apply: (known, change) => applyChange(table, known, change),
    applyMessage: (_, message) => readMessage(table, message),
  })
  const open = parts && list.value?.find(({ id }) => id === chosen)
  return (
    <section className="panel-section" aria-label={title}>
      <header className="panel-section__header">
        <h2>{title}</h2>
      </header>
      <Loaded from={list}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted panel-section__empty">Nothing yet.</p>
          ) : (
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
          )
        }
      </Loaded>
      {open &&
        parts(open).map((part) => <LiveTable key={part.destination + part.title} table={part} />)}
    </section>
  )
}
