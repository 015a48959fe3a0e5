export { startExecution } from './executionApi'
export { ExecutionList } from './ExecutionList'
export { ExecutionPage } from './ExecutionPage'
export { ExecutionsPage } from './ExecutionsPage'
