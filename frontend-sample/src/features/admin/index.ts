export { AdminPage } from './AdminPage'
