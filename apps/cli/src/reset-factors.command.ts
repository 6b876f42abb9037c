import { readLock } from '@phrm/composition'
import type { RemovedFactors } from '@phrm/core'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'

/** For somebody who lost phone, keys and recovery codes. In embedded mode the running server does it. */
export async function resetFactors(email: string): Promise<void> {
  const config = loadConfig()
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  const removed = running
    ? ((await askServer(running, '/control/factor-resets', { email })) as RemovedFactors)
    : await withPhrm(config, async (phrm) => {
        await phrm.migrate()
        return phrm.useCases.administration.commandLine.resetFactors(email)
      })
  process.stdout.write(`${toWords(email, removed)}\n`)
}

function toWords(email: string, { passwordLocked }: RemovedFactors): string {
  return passwordLocked
    ? `${email} has no second factor any more. Its password is too short to stand alone and opens nothing: phrm reset-link ${email}`
    : `${email} has no second factor any more, and signs in anew by the password alone.`
}
