import { statfs } from 'node:fs/promises'
import type { Machine } from '@phrm/core'
import type { Config } from './config/config.ts'
import { version } from './version.ts'

export function openMachine({ databaseUrl, uploadFolder, dataDir }: Config): Machine {
  return {
    version,
    database: databaseUrl === undefined ? 'embedded' : 'server',
    diskFree: async () => (await freeBytes(uploadFolder)) ?? freeBytes(dataDir),
  }
}

/** `undefined` where there is no such folder yet, or the system does not tell. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}
