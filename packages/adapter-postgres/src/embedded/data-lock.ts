import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, utimes } from 'node:fs/promises'
import { claimLock } from './lock-claim.ts'
import {
  HEARTBEAT,
  held,
  isAlive,
  type LockInfo,
  lockPath,
  readLockFile,
  writeDraft,
} from './lock-file.ts'
import { identifyThisProcess } from './process-identity.ts'

export interface DataLock {
  /** Adds what other processes need to talk to this one. Only the owner of the file can read it. */
  publish(contact: Pick<LockInfo, 'address' | 'controlToken'>): Promise<void>
  release(): Promise<void>
}

/** Thrown by `acquireLock` when another process works on the folder. */
export class DataFolderInUseError extends Error {
  override name = 'DataFolderInUseError'
  readonly lock: LockInfo

  constructor(dataDir: string, lock: LockInfo) {
    const where = lock.address ? ` and answers at ${lock.address}` : ''
    super(
      `The data folder ${dataDir} is in use by process ${lock.pid} on ${lock.host}, which runs since ${lock.started}` +
        `${where}. Only one process may work on it: stop that one first.`,
    )
    this.lock = lock
  }
}

/** The process that works on the folder; undefined when there is none, or when the one that is named has died. */
export async function readLock(dataDir: string): Promise<LockInfo | undefined> {
  const path = lockPath(dataDir)
  const lock = await readLockFile(path)
  return lock && (await isAlive(lock, path)) ? lock : undefined
}

/**
 * Takes the folder, which is made when absent, for this process. Throws DataFolderInUseError. A process that died is
 * known by its number; after one that died in another container up to half a minute is waited for a sign.
 */
export async function acquireLock(dataDir: string): Promise<DataLock> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = lockPath(dataDir)
  const info = { ...identifyThisProcess(), started: new Date().toISOString(), holder: randomUUID() }
  const holder = await claimLock(path, info)
  if (holder) throw new DataFolderInUseError(dataDir, holder)
  held.add(info.holder)
  return hold(path, info)
}

function hold(path: string, info: LockInfo): DataLock {
  const beat = () => void utimes(path, new Date(), new Date()).catch(() => {})
  const timer = setInterval(beat, HEARTBEAT).unref()
  return {
    async publish(contact) {
      await rename(await writeDraft(path, { ...info, ...contact }), path)
    },
    async release() {
      clearInterval(timer)
      held.delete(info.holder)
      if ((await readLockFile(path))?.holder === info.holder) await rm(path, { force: true })
    },
  }
}
