export { SecretsPage } from './SecretsPage'
