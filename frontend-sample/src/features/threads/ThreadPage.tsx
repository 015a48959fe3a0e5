import { useLayoutEffect, useRef, useState, type JSX, type SyntheticEvent } from 'react'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { formatFullMoment, formatMoment } from '../../ui/format'
import { Loaded } from '../../ui/Loaded'
import { PageHeader } from '../../ui/PageHeader'
import { NotHere } from '../../ui/NotHere'
import type { Conversation } from './conversation'
import type { Message } from './thread'
import './threads.css'
import { useConversation, useDeleteMessage, useWriteMessage } from './useThreads'

export interface ThreadPageProps {
  readonly id: string
  readonly userId: string
}

/** One thread: what was written in it, and a place to write. */
export function ThreadPage({ id, userId }: ThreadPageProps): JSX.Element {
  const conversation = useConversation(id)
  return (
    <>
      <PageHeader
        title={conversation.value?.thread.title ?? 'Thread'}
        parent={{ title: 'Threads', href: '#/threads' }}
      />
      <Loaded
        from={conversation}
        missing={<NotHere icon="message" kind="thread" href="#/threads" />}
      >
        {(found) =>
          found === null ? (
            <NotHere icon="message" kind="thread" href="#/threads" />
          ) : (
            <>
              <Messages conversation={found} userId={userId} />
              <Composer conversation={found} userId={userId} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

interface ConversationProps {
  readonly conversation: Conversation
  readonly userId: string
}

function Messages({ conversation, userId }: ConversationProps): JSX.Element {
  const { thread, messages } = conversation
  const remove = useDeleteMessage(thread.id)
  const end = useRef<HTMLLIElement>(null)
  const newest = messages[0]?.id
  useLayoutEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [newest])
  if (messages.length === 0) {
    return (
      <EmptyState icon="message" title="Nothing was written yet">
        <p className="muted">Everybody who may see the thread sees it at once.</p>
      </EmptyState>
    )
  }
  return (
    <ol className="messages" role="log" aria-label="Messages">
      {messages.toReversed().map((message) => (
        <MessageItem
          key={message.id}
          message={message}
          isOwn={message.author === userId}
          onDelete={remove}
        />
      ))}
      <li ref={end} aria-hidden="true" />
    </ol>
  )
}

interface MessageItemProps {
  readonly message: Message
  readonly isOwn: boolean
  readonly onDelete: (message: Message) => void
}

function MessageItem({ message, isOwn, onDelete }: MessageItemProps): JSX.Element {
  const { author, text, isPending, created_at: createdAt } = message
  return (
    <li className={`message ${isOwn ? 'message--own' : ''}`} aria-busy={isPending}>
      <Avatar name={author} />
      <div className="message__body">
        <p className="muted">
          <strong>{author}</strong>{' '}
          <time dateTime={createdAt} title={formatFullMoment(createdAt)}>
            {isPending === true ? 'Sending…' : formatMoment(createdAt)}
          </time>
        </p>
        <p className="message__text">{text}</p>
      </div>
      {isOwn && isPending !== true && (
        <IconButton
          icon="trash"
          label={`Delete “${text}”`}
          onClick={() => {
            onDelete(message)
          }}
        />
      )}
    </li>
  )
}

function Composer({ conversation, userId }: ConversationProps): JSX.Element {
  const [text, setText] = useState('')
  const write = useWriteMessage(conversation, userId)
  const send = (event: SyntheticEvent): void => {
    event.preventDefault()
    if (text.trim() === '') return
    write(text.trim())
    setText('')
  }
  return (
    <form className="composer" onSubmit={send}>
      <textarea
        value={text}
        rows={2}
        maxLength={10_000}
        aria-label="Message"
        placeholder="Write a message; Enter sends it"
        onChange={(event) => {
          setText(event.target.value)
        }}
        onKeyDown={(event) => {
          // Enter also ends the input of a syllable in some languages.
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing)
            send(event)
        }}
      />
      <Button look="primary" type="submit" disabled={text.trim() === ''}>
        Send
      </Button>
    </form>
  )
}
