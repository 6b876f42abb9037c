// node scripts/with-runtime.mjs [--pages] COMMAND … : a program of node_modules (or `pnpm`, or a .ts file) under the right Node;
// with `--pages` the pages are built first.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { buildPages, environment, prepare } from './prepare.mjs'
import { root } from './runtime.mjs'

const runtime = prepare()
const { node, pnpm } = runtime
const wantsPages = process.argv[2] === '--pages'
if (wantsPages) buildPages(runtime)
const [command, ...args] = process.argv.slice(wantsPages ? 3 : 2)
const env = environment(node)
env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH}`
const options = { cwd: root, stdio: 'inherit', env }
const child =
  command === 'pnpm'
    ? spawn(node, [pnpm, ...args], options)
    : command?.endsWith('.ts')
      ? spawn(node, [command, ...args], options)
      : spawn(command, args, { ...options, shell: process.platform === 'win32' })
child.on('exit', (code) => process.exit(code ?? 1))
