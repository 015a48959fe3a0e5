export { ThreadPage } from './ThreadPage'
export { ThreadsPage } from './ThreadsPage'
