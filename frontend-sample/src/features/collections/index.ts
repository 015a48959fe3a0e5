export { CollectionPage } from './CollectionPage'
export { CollectionsPage } from './CollectionsPage'
