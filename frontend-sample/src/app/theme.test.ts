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
