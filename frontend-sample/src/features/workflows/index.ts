export { WorkflowsPage } from './WorkflowsPage'
