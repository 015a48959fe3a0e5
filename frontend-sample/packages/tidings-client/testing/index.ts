export { changeOf } from './changes.js'
export { createClient } from './createClient.js'
export { FakeBroker } from './FakeBroker.js'
