import { serveTabs, type WorkerScope } from './sharedWorker.js'

serveTabs(globalThis as unknown as WorkerScope)
