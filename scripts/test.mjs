// npm test [-- FILTER …] : units, contracts, API and components on the embedded database; no root, browser or server.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { environment, prepare } from './prepare.mjs'
import { root } from './runtime.mjs'

const { node } = prepare()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const child = spawn(node, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: environment(node),
})
child.on('exit', (code) => process.exit(code ?? 1))
