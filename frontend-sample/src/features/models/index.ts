export { DownloadsPage } from './DownloadsPage'
