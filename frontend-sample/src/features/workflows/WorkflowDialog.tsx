import { useState, type JSX } from 'react'
import { FormDialog } from '../../ui/FormDialog'
import { TextField } from '../../ui/TextField'

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
  const submit = async (): Promise<void> => {
    const parsed = parse(graph)
    if (parsed === undefined) throw new Error('The graph is not JSON')
    await onSubmit(name.trim(), parsed)
  }
  return (
    <FormDialog
      title={title}
      action={action}
      isComplete={name.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label="Name" value={name} required onChange={setName} />
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
    </FormDialog>
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
