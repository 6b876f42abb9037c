import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

export interface ProcessIdentity {
  pid: number
  host: string
  /** The space in which process numbers mean something: host, boot, and container where there are any. */
  machine: string
  /** Tells this process from a later one with the same number; undefined where the system does not say. */
  processStart?: string | undefined
}

export function identifyThisProcess(): ProcessIdentity {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'))
  const host = hostname()
  return {
    pid: process.pid,
    host,
    machine: [host, boot, namespace].filter(Boolean).join(' '),
    processStart: findProcessStart(process.pid),
  }
}

/** Whether that very process still runs; asked on its own machine only. */
export function isRunning({ pid, processStart }: ProcessIdentity): boolean {
  if (!hasProcess(pid)) return false
  return processStart === undefined || findProcessStart(pid) === processStart
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of /proc/…/stat, in clock ticks since boot. The second field is a name that may hold anything but a last ')'. */
function findProcessStart(pid: number): string | undefined {
  const status = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')[19]
}

function attempt(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
