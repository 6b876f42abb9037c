import { readLock } from '@phrm/composition'
import type { AccountSummary, CommandLineAct } from '@phrm/core'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'

type Listed = Pick<AccountSummary, 'email' | 'username' | 'isAdmin' | 'disabledAt' | 'locked'>

/** One account a line, its columns parted by tabs: e-mail, username, what is particular about it. */
export async function listAccounts(): Promise<void> {
  const config = loadConfig()
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  const accounts = running
    ? ((await askServer(running, '/control/accounts', {})) as Listed[])
    : await withPhrm(config, async (phrm) => {
        await phrm.migrate()
        return phrm.useCases.administration.commandLine.list()
      })
  for (const account of accounts) process.stdout.write(`${toLine(account)}\n`)
}

/** In embedded mode the running server does it: one process owns the data folder. */
export async function changeAccount(act: CommandLineAct, email: string): Promise<void> {
  const config = loadConfig()
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  if (running) await askServer(running, '/control/account-changes', { act, email })
  else {
    await withPhrm(config, async (phrm) => {
      await phrm.migrate()
      await phrm.useCases.administration.commandLine.act(act, email)
    })
  }
  process.stdout.write(`${done[act](email)}\n`)
}

const done: Record<CommandLineAct, (email: string) => string> = {
  disable: (email) => `${email} is closed: nobody signs in, and what was signed in has ended.`,
  enable: (email) => `${email} can sign in again.`,
  'make-admin': (email) => `${email} is an administrator, and has to sign in anew.`,
  unlock: (email) => `${email} can try the password again.`,
}

function toLine({ email, username, isAdmin, disabledAt, locked }: Listed): string {
  const particular = [isAdmin && 'administrator', disabledAt && 'disabled', locked && 'locked']
  return [email, username, particular.filter(Boolean).join(', ')].join('\t')
}
