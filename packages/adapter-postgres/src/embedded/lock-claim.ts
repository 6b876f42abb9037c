import { randomUUID } from 'node:crypto'
import { link, rename, rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import {
  HEARTBEAT,
  isAlive,
  type LockInfo,
  readLockFile,
  SILENCE,
  silence,
  writeDraft,
} from './lock-file.ts'
import { identifyThisProcess } from './process-identity.ts'

const ATTEMPTS = 10

/** Puts `info` at `path`, in a dead holder's place too. Answers a living holder's lock when there is one. */
export async function claimLock(path: string, info: LockInfo): Promise<LockInfo | undefined> {
  const draft = await writeDraft(path, info)
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await canLink(draft, path)) return attempt === 0 ? undefined : findUsurper(path, info)
      const found = await readLockFile(path)
      if (found && (await isAlive(found, path)) && !(await hasFallenSilent(found, path)))
        return found
      await removeStale(path, found)
    }
    throw new Error('The lock of the data folder could not be taken: too many others try.')
  } finally {
    await rm(draft, { force: true })
  }
}

/** Whole or not at all, and only where there is none: that is what a hard link gives. */
async function canLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Two may have found the same dead holder, and the slower one moved the faster one's lock away. */
async function findUsurper(path: string, info: LockInfo): Promise<LockInfo | undefined> {
  await wait(100)
  const found = await readLockFile(path)
  if (found?.holder === info.holder) return undefined
  return found ?? info
}

/** A container that was killed leaves a lock that nobody's process number can clear: its sign is waited for. */
async function hasFallenSilent(lock: LockInfo, path: string): Promise<boolean> {
  if (lock.machine === identifyThisProcess().machine) return false
  for (let known = await silence(path); known < SILENCE; known = await silence(path)) {
    await wait(HEARTBEAT / 10)
    if ((await silence(path)) < known) return false
  }
  return true
}

async function removeStale(path: string, found: LockInfo | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return // Somebody was faster.
  }
  const moved = await readLockFile(aside)
  if (moved?.holder !== found?.holder) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}
