import { Command } from 'commander'
import { createAdmin } from './create-admin.command.ts'
import { migrateDatabase } from './migrate.command.ts'
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
    .command('demo')
    .description('fill a fresh data folder with a synthetic family')
    .action(async () => (await import('./demo.command.ts')).fillDemo())

  return program
}
