import { expect, it, vi } from 'vitest'
import { applyTheme, chooseTheme, themeStore } from './theme'

const shown = (): string | undefined => document.documentElement.dataset.theme

it('shows what was chosen, and keeps it', () => {
  applyTheme()
  expect(shown()).toBeUndefined()

  chooseTheme('dark')
  expect(shown()).toBe('dark')
  expect(localStorage.getItem('tidings.theme')).toBe('dark')

  chooseTheme('system')
  expect(shown()).toBeUndefined()
  expect(localStorage.getItem('tidings.theme')).toBeNull()
})

it('shows what was chosen before, and what is chosen in another tab', async () => {
  localStorage.setItem('tidings.theme', 'light')
  vi.resetModules()
  const { applyTheme: applyAgain } = await import('./theme')
  applyAgain()
  expect(shown()).toBe('light')

  localStorage.setItem('tidings.theme', 'dark')
  globalThis.dispatchEvent(new StorageEvent('storage', { key: 'tidings.theme' }))
  expect(shown()).toBe('dark')
})

it('takes what it does not know for none', () => {
  localStorage.setItem('tidings.theme', 'sepia')
  globalThis.dispatchEvent(new StorageEvent('storage', { key: 'tidings.theme' }))

  expect(themeStore.getSnapshot()).toBe('system')
})

it('colours the bars of the browser alike', () => {
  for (const theme of ['light', 'dark'] as const) {
    const meta = document.head.appendChild(document.createElement('meta'))
    meta.name = 'theme-color'
    meta.media = `(prefers-color-scheme: ${theme})`
  }
  const media = (): readonly string[] =>
    Array.from(document.querySelectorAll('meta'), (meta) => meta.media)
  applyTheme()

  chooseTheme('dark')
  expect(media()).toEqual(['not all', 'all'])
  chooseTheme('light')
  expect(media()).toEqual(['all', 'not all'])
  chooseTheme('system')
  expect(media()).toEqual(['(prefers-color-scheme: light)', '(prefers-color-scheme: dark)'])
})
