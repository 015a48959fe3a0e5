import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { DownloadCard } from './DownloadCard'
import { ModelCard } from './ModelCard'
import { NewDownloadDialog } from './NewDownloadDialog'
import { useDownloads, useModels } from './useModels'

/** Models on their way, and those that are there. */
export function DownloadsPage(): JSX.Element {
  const client = useTidingsClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <PageHeader title="Downloads">
        <Button
          look="primary"
          icon="download"
          onClick={() => {
            setAsking(true)
          }}
        >
          New download
        </Button>
      </PageHeader>
      <Loaded from={useDownloads()}>
        {(downloads) =>
          downloads.length === 0 ? (
            <EmptyState icon="download" title="No downloads yet">
              <p className="muted">
                Models come from hosts that the server allows, and go on from where they broke off.
              </p>
            </EmptyState>
          ) : (
            <section className="panel-section">
              <ul className="cards" aria-label="Downloads">
                {downloads.map((download) => (
                  <DownloadCard key={download.id} download={download} />
                ))}
              </ul>
            </section>
          )
        }
      </Loaded>
      <Models />
      {isAsking && (
        <NewDownloadDialog
          onClose={() => {
            setAsking(false)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function Models(): JSX.Element {
  return (
    <section className="panel-section" aria-label="Models">
      <header className="panel-section__header">
        <h2>Models</h2>
      </header>
      <Loaded from={useModels()}>
        {(models) =>
          models.length === 0 ? (
            <p className="muted panel-section__empty">None was downloaded yet.</p>
          ) : (
            <ul className="cards">
              {models.map((model) => (
                <ModelCard key={model.id} model={model} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
