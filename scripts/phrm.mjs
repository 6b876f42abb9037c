// npm run phrm -- COMMAND … : the command line of PHRM.
import { runCommand } from './command.mjs'
import { buildPages, prepare } from './prepare.mjs'

const runtime = prepare()
if (process.argv[2] === 'serve') buildPages(runtime)
runCommand(runtime, process.argv.slice(2))
