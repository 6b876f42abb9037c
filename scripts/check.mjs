// npm run check : what CI asks of every change. Goes on after a failure, so that one run shows all of them.
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { environment, prepare } from './prepare.mjs'
import { root } from './runtime.mjs'

const steps = [
  ['format', 'prettier', '--check', '.'],
  ['lint: TypeScript', 'oxlint', '--deny-warnings'],
  ['lint: pages', 'eslint', '--max-warnings=0', 'apps/web/src'],
  ['types', 'tsc', '-p', 'tsconfig.json'],
  [
    'types: pages',
    'node',
    'apps/web/node_modules/vue-tsc/bin/vue-tsc.js',
    '--noEmit',
    '-p',
    'apps/web/tsconfig.json',
  ],
  ['import law', 'depcruise', 'packages', 'apps', 'test', '--config', '.dependency-cruiser.mjs'],
  ['dead code', 'knip'],
  ['API contract', 'node', 'apps/api/scripts/openapi.ts', '--check'],
  ['API lint', 'redocly', 'lint', 'openapi.json'],
  ['security table', 'node', 'test/security/table/table.ts', '--check'],
  ['tests', 'vitest', 'run'],
]

const { node } = prepare()
const env = environment(node)
env.PATH = [join(root, 'node_modules', '.bin'), env.PATH].join(delimiter)
env.REDOCLY_TELEMETRY = 'off'

const wanted = process.argv.slice(2)
const failed = []
for (const [name, command, ...args] of steps) {
  if (wanted.length > 0 && !wanted.some((each) => name.startsWith(each))) continue
  console.log(`\n— ${name}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) failed.push(name)
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)
