export { changeOf } from './changes'
export { createClient } from './createClient'
export { FakeBroker } from './FakeBroker'
