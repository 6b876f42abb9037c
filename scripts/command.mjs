// Hands over to the command line of PHRM: same terminal, same signals, same exit code.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment } from './prepare.mjs'
import { root } from './runtime.mjs'

/** Runs `phrm …args` with the given Node until it ends. */
export function runCommand({ node }, args) {
  const main = join(root, 'apps', 'cli', 'src', 'main.ts')
  // The channel tells the server when this process is gone, however it went.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment(node),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
