export { SavingsPage } from './SavingsPage'
