import type { Ports } from '../ports.ts'
import { cancelJob, getJob, watchJob } from './watch-job.ts'

export type Jobs = ReturnType<typeof jobs>

export function jobs(ports: Ports) {
  return { get: getJob(ports), watch: watchJob(ports), cancel: cancelJob(ports) }
}
