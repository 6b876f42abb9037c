import { readLock } from '@phrm/composition'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'

/** For somebody who forgot the password where no mail is sent. */
export async function makeResetLink(email: string): Promise<void> {
  const config = loadConfig()
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  const link = running
    ? toLink(await askServer(running, '/control/reset-links', { email }))
    : await withPhrm(config, async (phrm) => {
        await phrm.migrate()
        return (await phrm.useCases.accounts.makeResetLinkFor(email)).link
      })
  process.stdout.write(`${link}\n`)
}

function toLink(answer: unknown): string {
  return (answer as { link: string }).link
}
