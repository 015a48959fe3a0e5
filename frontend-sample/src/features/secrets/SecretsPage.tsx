import { useState, type JSX } from 'react'
import { useResourceList, useTidingsClient } from 'tidings-react'
import { Button, IconButton } from '../../ui/Button'
import { formatMoment } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ListPage } from '../../ui/ListPage'
import { DeleteDialog } from '../../ui/DeleteDialog'
import { applyToSecrets, type Secret } from './secret'
import { deleteSecret, loadSecrets } from './secretApi'
import { SecretDialog } from './SecretDialog'

/** What is asked: the value of a secret, of a new one without a name, or whether to delete one. */
type Question =
  | { readonly kind: 'set'; readonly secret?: Secret }
  | { readonly kind: 'delete'; readonly secret: Secret }

/** The user's secrets by their names. Values go in and never come out. */
export function SecretsPage(): JSX.Element {
  const client = useTidingsClient()
  const [question, setQuestion] = useState<Question>()
  const list = useResourceList<readonly Secret[]>({
    destination: '/user/queue/secrets',
    queryKey: ['secrets'],
    load: loadSecrets,
    apply: applyToSecrets,
  })
  const close = (): void => {
    setQuestion(undefined)
    client.refresh()
  }
  return (
    <>
      <ListPage
        title="Secrets"
        icon="key"
        action="New secret"
        onAction={() => {
          setQuestion({ kind: 'set' })
        }}
        list={list}
        card={(secret) => <SecretCard key={secret.id} secret={secret} onAsk={setQuestion} />}
        hint="Keys of providers, for example. What you store here is used, and never shown again."
      />
      {question?.kind === 'set' && <SecretDialog secret={question.secret} onClose={close} />}
      {question?.kind === 'delete' && (
        <DeleteDialog
          title="Delete secret"
          onDelete={() => deleteSecret(question.secret)}
          onClose={close}
        >
          <strong className="break">{question.secret.id}</strong> will be deleted. What uses it
          stops working.
        </DeleteDialog>
      )}
    </>
  )
}

interface SecretCardProps {
  readonly secret: Secret
  readonly onAsk: (question: Question) => void
}

function SecretCard({ secret, onAsk }: SecretCardProps): JSX.Element {
  const { id: name, version, updated_at: updatedAt } = secret
  return (
    <li className="card" data-secret-id={name}>
      <div className="card__top">
        <span className="card__icon">
          <Icon name="key" size={18} />
        </span>
        <div className="card__text">
          <strong className="truncate" title={name}>
            {name}
          </strong>
          <span className="muted">
            version {version} · {formatMoment(updatedAt)}
          </span>
        </div>
        <Button
          aria-label={`Replace the value of ${name}`}
          onClick={() => {
            onAsk({ kind: 'set', secret })
          }}
        >
          Replace
        </Button>
        <IconButton
          icon="trash"
          label={`Delete ${name}`}
          onClick={() => {
            onAsk({ kind: 'delete', secret })
          }}
        />
      </div>
    </li>
  )
}
