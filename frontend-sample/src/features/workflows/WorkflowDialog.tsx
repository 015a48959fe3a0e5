import { useState, type JSX, type SyntheticEvent } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FormErrors } from '../../ui/FormErrors'
import { useSubmission } from '../../ui/useSubmission'

const EXAMPLE = {
  nodes: [
    { type: 'delay', id: 'first', name: 'Wait a moment', milliseconds: 1000 },
    { type: 'delay', id: 'left', name: 'Wait on the left', milliseconds: 3000 },
    { type: 'delay', id: 'right', name: 'Wait on the right', milliseconds: 2000 },
    { type: 'checksum', id: 'sum', name: 'Compute the checksum' },
  ],
  edges: [
    { id: 'first-left', source: 'first', target: 'left' },
    { id: 'first-right', source: 'first', target: 'right' },
    { id: 'left-sum', source: 'left', target: 'sum' },
  ],
}

export interface WorkflowDialogProps {
  readonly title: string
  readonly action: string
  readonly initial?: { readonly name: string; readonly graph: unknown }
  readonly onSubmit: (name: string, graph: unknown) => Promise<void>
  readonly onClose: () => void
}

/** Asks for a name and a graph; shows what the server has against them. */
export function WorkflowDialog(props: WorkflowDialogProps): JSX.Element {
  const { title, action, initial = { name: '', graph: EXAMPLE }, onSubmit, onClose } = props
  const [name, setName] = useState(initial.name)
  const [graph, setGraph] = useState(() => JSON.stringify(initial.graph, null, 2))
  const { errors, isBusy, setErrors, run } = useSubmission(onClose)
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault()
    const parsed = parse(graph)
    if (parsed === undefined) {
      setErrors(['The graph is not JSON'])
      return
    }
    run(() => onSubmit(name.trim(), parsed))
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Name</span>
          <input
            value={name}
            required
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value)
            }}
          />
        </label>
        <label className="field">
          <span>Graph</span>
          <textarea
            value={graph}
            rows={14}
            spellCheck={false}
            onChange={(event) => {
              setGraph(event.target.value)
            }}
          />
        </label>
        <FormErrors errors={errors} />
        <footer className="dialog__actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || name.trim() === ''}>
            {action}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
