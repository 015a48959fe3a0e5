export { startExecution } from './executionApi'
export { ExecutionList } from './ExecutionList'
