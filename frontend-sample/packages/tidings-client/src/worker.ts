import { serveTabs, type WorkerScope } from './sharedWorker'

serveTabs(globalThis as unknown as WorkerScope)
