import { fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Navigation } from './Navigation'
import { parseRoute } from './route'

const WIDE = 1_280
const PHONE = 390

const show = (width: number, isAdmin = false): void => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: width <= Number(/max-width: (\d+)px/.exec(query)?.[1]),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  render(
    <Navigation
      route={parseRoute('#/workflows')}
      homeId="home"
      isAdmin={isAdmin}
      activity={<button type="button">Activity</button>}
    />,
  )
}

const drawer = (): HTMLElement => screen.getByRole('dialog', { name: 'All pages' })

beforeEach(() => {
  location.hash = '#/workflows'
})

afterEach(() => {
  vi.unstubAllGlobals()
})

it('says which page this is', () => {
  show(WIDE)

  const current = screen.getAllByRole('link').filter((link) => link.hasAttribute('aria-current'))
  expect(current.map((link) => link.textContent)).toEqual(['Workflows'])
})

it('leads admins, and nobody else, to their pages', () => {
  show(WIDE)
  expect(screen.queryByRole('region', { name: 'Administration' })).toBeNull()

  show(WIDE, true)
  expect(screen.getByRole('region', { name: 'Administration' })).toBeDefined()
})

it('has a few places in a bar on a phone, and all of them in a drawer', () => {
  show(PHONE)
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual([
    'My files',
    'Dashboard',
    'Workflows',
  ])

  fireEvent.click(screen.getByRole('button', { name: 'More' }))
  expect(within(drawer()).getByRole('link', { name: 'Threads' })).toBeDefined()
})

it('closes the drawer by Escape, by its button, and by going somewhere', () => {
  show(PHONE)
  const open = (): void => {
    fireEvent.click(screen.getByRole('button', { name: 'More' }))
  }
  const isOpen = (): boolean => screen.queryByRole('dialog') !== null

  open()
  fireEvent(drawer(), new Event('cancel'))
  expect(isOpen()).toBe(false)

  open()
  fireEvent.click(within(drawer()).getByRole('button', { name: 'Close' }))
  expect(isOpen()).toBe(false)

  open()
  fireEvent.click(within(drawer()).getByRole('link', { name: 'Workflows' }))
  expect(isOpen()).toBe(false)
})
