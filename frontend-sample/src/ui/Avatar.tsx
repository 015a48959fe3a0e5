import type { JSX } from 'react'

const HUES = 6

/** A person's initial on a colour that stays the same for the same name. */
export function Avatar({ name }: { name: string }): JSX.Element {
  let sum = 0
  for (const character of name.toLowerCase()) sum += character.codePointAt(0) ?? 0
  return (
    <span
      className={`avatar avatar--${sum % HUES}`}
      data-initial={name.slice(0, 1).toUpperCase()}
      aria-hidden="true"
    />
  )
}
