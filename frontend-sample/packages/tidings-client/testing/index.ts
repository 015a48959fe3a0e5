export { changeOf } from './changes'
export { FakeBroker } from './FakeBroker'
