import { readLock } from '@phrm/composition'
import type { Registration } from '@phrm/core'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'
import { readPassword } from './read-password.ts'

/** In embedded mode the running server does it: one process owns the data folder. */
export async function createAdmin(
  email: string,
  username: string,
  firstName: string,
  lastName: string,
): Promise<void> {
  const config = loadConfig()
  const registration: Registration = {
    email,
    username,
    firstName,
    lastName,
    password: await readPassword(),
  }
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  if (running) await askServer(running, '/control/administrators', registration)
  else {
    await withPhrm(config, async (phrm) => {
      await phrm.migrate()
      await phrm.useCases.accounts.addAdministrator(registration)
    })
  }
  process.stdout.write(`${email} can sign in as administrator.\n`)
}
