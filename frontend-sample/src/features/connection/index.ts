export { ConnectionAlert } from './ConnectionAlert'
export { ConnectionBadge } from './ConnectionBadge'
export { chosenPollInterval } from './pollInterval'
