import { MutableStore } from 'tidings-client'

const KEY = 'tidings.devtools'

/** Whether the panel for developers is shown; kept in the browser. */
export const devtoolsStore = new MutableStore(localStorage.getItem(KEY) === 'on')

export function toggleDevtools(): void {
  const isOn = !devtoolsStore.getSnapshot()
  if (isOn) localStorage.setItem(KEY, 'on')
  else localStorage.removeItem(KEY)
  devtoolsStore.set(isOn)
}
