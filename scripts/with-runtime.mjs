// node scripts/with-runtime.mjs COMMAND … : a program of node_modules (or `pnpm`, or a .ts file) under the right Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { delimiter } from 'node:path'
import { environment, prepare } from './prepare.mjs'
import { root } from './runtime.mjs'

const { node, pnpm } = prepare()
const [command, ...args] = process.argv.slice(2)
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
