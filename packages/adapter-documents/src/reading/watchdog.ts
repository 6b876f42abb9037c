import { Worker } from 'node:worker_threads'

/** Runs in a thread of its own, because a hostile file keeps the main thread busy for good. */
const source = `
const { workerData } = require('node:worker_threads')
setInterval(() => {
  const orphaned = process.ppid !== workerData.parent
  if (!orphaned && process.memoryUsage.rss() < workerData.memoryBytes) return
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL')
}, 100)
`

/** Ends this process and its children when it takes too much memory or has lost the one that started it. */
export function startWatchdog(memoryBytes: number): void {
  const watchdog = new Worker(source, {
    eval: true,
    workerData: { parent: process.ppid, memoryBytes },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  })
  watchdog.unref()
}
