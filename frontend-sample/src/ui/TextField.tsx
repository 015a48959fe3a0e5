import type { ComponentProps, JSX } from 'react'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A line of text with its label. */
export function TextField({ label, onChange, ...input }: TextFieldProps): JSX.Element {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        autoComplete="off"
        {...input}
        onChange={(event) => {
          onChange(event.target.value)
        }}
      />
    </label>
  )
}
