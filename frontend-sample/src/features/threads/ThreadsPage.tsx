import { useState, type JSX } from 'react'
import { useTidingsClient } from 'tidings-react'
import { IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { useAction } from '../../ui/useAction'
import { NewThreadDialog } from './NewThreadDialog'
import type { Thread } from './thread'
import { deleteThread } from './threadApi'
import { useThreads } from './useThreads'

/** What is talked about, alone and in workspaces. */
export function ThreadsPage({ userId }: { userId: string }): JSX.Element {
  const client = useTidingsClient()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <ListPage
        title="Threads"
        icon="message"
        action="New thread"
        onAction={() => {
          setAsking(true)
        }}
        list={useThreads()}
        card={(thread) => (
          <ThreadCard key={thread.id} thread={thread} isOwn={thread.author === userId} />
        )}
        hint="Those of your workspaces appear here by themselves."
      />
      {isAsking && (
        <NewThreadDialog
          onClose={() => {
            setAsking(false)
            client.refresh()
          }}
        />
      )}
    </>
  )
}

function ThreadCard({ thread, isOwn }: { thread: Thread; isOwn: boolean }): JSX.Element {
  const { isBusy, run } = useAction()
  const { id, title, author, updated_at: updatedAt } = thread
  return (
    <li className="card" data-thread-id={id}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="message" size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate">
            <a href={`#/threads/${id}`} title={title}>
              {title}
            </a>
          </strong>
          <span className="muted">
            {author} · {formatMoment(updatedAt)}
          </span>
        </div>
        {isOwn && (
          <IconButton
            icon="trash"
            label={`Delete ${title}`}
            disabled={isBusy}
            onClick={() => {
              run(() => deleteThread(thread), `“${title}” could not be deleted`)
            }}
          />
        )}
      </div>
    </li>
  )
}
