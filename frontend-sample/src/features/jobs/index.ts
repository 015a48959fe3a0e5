export { isActive } from './job'
export { startChecksum } from './jobApi'
export { JobPanel } from './JobPanel'
export { useJobs } from './useJobs'
