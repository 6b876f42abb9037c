// npm start [-- --demo] : everything that a fresh clone needs, then the server.
import { runCommand } from './command.mjs'
import { buildPages, prepare } from './prepare.mjs'
import { say } from './runtime.mjs'

const runtime = prepare()
buildPages(runtime)
say('Starting PHRM …')
runCommand(runtime, ['serve', ...process.argv.slice(2)])
