import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyThisProcess, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Who works on a data folder, and how to talk to them. */
export interface LockInfo extends ProcessIdentity {
  /** ISO 8601. */
  started: string
  /** Random; tells this lock from any other. */
  holder: string
  /** Where the server answers, like `http://127.0.0.1:3000`; absent until it listens. */
  address?: string
  /** Lets the `phrm` commands of the same person ask the server for what only it can do. */
  controlToken?: string
}

/** A holder in another container, or on another host, gives a sign this often, milliseconds … */
export const HEARTBEAT = 10_000
/** … and is taken for dead after this long without one. */
export const SILENCE = 30_000

/** Locks that this process holds: its own number in a file proves nothing, containers start from 1 again. */
export const held = new Set<string>()

export function lockPath(dataDir: string): string {
  return join(dataDir, 'phrm.lock')
}

/** Undefined when there is none, or none that can be understood. */
export async function readLockFile(path: string): Promise<LockInfo | undefined> {
  try {
    const lock = JSON.parse(await readFile(path, 'utf8')) as Partial<LockInfo>
    return typeof lock.holder === 'string' ? (lock as LockInfo) : undefined
  } catch {
    return undefined
  }
}

/** Beside the lock, readable by its owner only, to be linked or renamed into place whole. */
export async function writeDraft(path: string, info: LockInfo): Promise<string> {
  const draft = `${path}.${info.holder}`
  await writeFile(draft, JSON.stringify(info), { mode: 0o600 })
  return draft
}

export async function isAlive(lock: LockInfo, path: string): Promise<boolean> {
  const self = identifyThisProcess()
  if (lock.machine !== self.machine) return (await silence(path)) < SILENCE
  return lock.pid === self.pid ? held.has(lock.holder) : isRunning(lock)
}

/** Milliseconds since the holder's last sign. */
export async function silence(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
  return Date.now() - mtimeMs
}
