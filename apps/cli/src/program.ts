import type { CommandLineAct } from '@phrm/core'
import { Command } from 'commander'
import { changeAccount, listAccounts } from './accounts.command.ts'
import { verifyAudit } from './audit.command.ts'
import { createAdmin } from './create-admin.command.ts'
import { importFile } from './import.command.ts'
import { migrateDatabase } from './migrate.command.ts'
import { resetFactors } from './reset-factors.command.ts'
import { makeResetLink } from './reset-link.command.ts'
import { serve } from './serve.command.ts'
import { work } from './worker.command.ts'

/** The command line `phrm`; one file a command. */
export function createProgram(): Command {
  const program = new Command('phrm')
    .description('Personal Health Record Manager: a family’s health records on its own machine.')
    .showHelpAfterError()

  program
    .command('serve')
    .description('start the application (what `npm start` does)')
    .option('--demo', 'fill a fresh data folder with a synthetic family first')
    .option('--no-worker', 'leave reading documents to `phrm worker`, with a database server')
    .action(serve)

  program
    .command('worker')
    .description('read documents and do other work that takes time; needs DATABASE_URL')
    .action(work)

  program.command('migrate').description('bring the database up to date').action(migrateDatabase)

  program
    .command('create-admin')
    .description('make an administrator; the password is asked for, or read from standard input')
    .argument('<email>')
    .argument('<username>')
    .argument('<first-name>')
    .argument('<last-name>')
    .action(createAdmin)

  program
    .command('reset-link')
    .description('print a link that sets a new password, once, within 60 minutes')
    .argument('<email>')
    .action(makeResetLink)

  program
    .command('reset-factors')
    .description('remove authenticator app, recovery codes and passkeys of somebody who lost them')
    .argument('<email>')
    .action(resetFactors)

  program
    .command('import')
    .description('bring an archive that PHRM made into an account in which nothing was written yet')
    .argument('<archive>')
    .requiredOption('--email <address>', 'of the account')
    .action(importFile)

  const accounts = program.command('accounts').description('who has an account, and what it may')
  accounts.command('list').description('all of them, one a line').action(listAccounts)
  for (const [act, description] of Object.entries(accountActs) as [CommandLineAct, string][]) {
    accounts
      .command(act)
      .description(description)
      .argument('<email>')
      .action((email: string) => changeAccount(act, email))
  }

  program
    .command('audit')
    .description('the log of who did what')
    .command('verify')
    .description('check that no row was changed, put in or taken out; ends with 1 otherwise')
    .option('--anchors <file>', 'compare with a copy of audit-anchors.log that was kept elsewhere')
    .action(verifyAudit)

  program
    .command('demo')
    .description('fill a fresh data folder with a synthetic family')
    .action(async () => (await import('./demo.command.ts')).fillDemo())

  return program
}

const accountActs: Record<CommandLineAct, string> = {
  disable: 'let nobody sign in, and end what is signed in, tokens too',
  enable: 'let it sign in again',
  'make-admin': 'make it an administrator',
  unlock: 'let it try passwords again after too many wrong ones',
}
