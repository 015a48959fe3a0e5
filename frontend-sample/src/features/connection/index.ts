export { ConnectionAlert } from './ConnectionAlert'
export { ConnectionBadge } from './ConnectionBadge'
