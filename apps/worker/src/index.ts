export { startWorker, type Worker } from './worker.ts'
export type { WorkerOptions } from './worker-options.ts'
