import { render, screen, waitFor } from '@testing-library/react'
import { useRef, type JSX } from 'react'
import { expect, it } from 'vitest'
import { usePageHeading } from './usePageHeading'

function Shell({ page, heading }: { page: string; heading?: string }): JSX.Element {
  const main = useRef<HTMLElement>(null)
  usePageHeading(main, page)
  return (
    <>
      <a href="#/">Link</a>
      <input aria-label="Search" />
      <main ref={main}>{heading !== undefined && <h1>{heading}</h1>}</main>
    </>
  )
}

const heading = (): HTMLElement => screen.getByRole('heading')

it('names the document after the page, whatever it is renamed to', async () => {
  const { rerender } = render(<Shell page="a" heading="Reports" />)
  expect(document.title).toBe('Reports – Tidings')

  rerender(<Shell page="a" heading="Figures" />)
  await waitFor(() => {
    expect(document.title).toBe('Figures – Tidings')
  })
})

it('leaves the focus alone on the first page', () => {
  render(<Shell page="a" heading="Reports" />)

  expect(document.activeElement).toBe(document.body)
})

it('moves the focus to the heading of another page, also to one that comes late', async () => {
  const { rerender } = render(<Shell page="a" heading="Reports" />)
  screen.getByRole('link').focus()
  rerender(<Shell page="b" />)
  expect(document.title).toBe('Tidings')

  rerender(<Shell page="b" heading="Jobs" />)
  await waitFor(() => {
    expect(document.activeElement).toBe(heading())
  })
})

it('does not take the focus from where the user has put it meanwhile', async () => {
  const { rerender } = render(<Shell page="a" heading="Reports" />)
  screen.getByRole('link').focus()
  rerender(<Shell page="b" />)
  screen.getByRole('textbox').focus()

  rerender(<Shell page="b" heading="Jobs" />)
  await waitFor(() => {
    expect(document.title).toBe('Jobs – Tidings')
  })
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
})

it('does not move the focus when the page it has moved to is renamed', async () => {
  const { rerender } = render(<Shell page="a" heading="Reports" />)
  rerender(<Shell page="b" heading="Jobs" />)
  screen.getByRole('textbox').focus()

  rerender(<Shell page="b" heading="All jobs" />)
  await waitFor(() => {
    expect(document.title).toBe('All jobs – Tidings')
  })
  expect(document.activeElement).toBe(screen.getByRole('textbox'))
})
