// Brings a clone into a state in which it can run: packages from the frozen lockfile, pages built from their sources.
// Each step is left out when nothing that it depends on has changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ensureRuntime, root, say } from './runtime.mjs'

/** Answers what runs PHRM, with every package in place. */
export function prepare() {
  const runtime = ensureRuntime()
  step(
    'Installing packages (once, about a minute) …',
    join(root, 'node_modules', '.phrm-installed'),
    lockfiles(),
    () =>
      run(runtime, [
        runtime.pnpm,
        'install',
        '--frozen-lockfile',
        '--prefer-offline',
        '--reporter=silent',
      ]),
  )
  return runtime
}

/** Builds the pages when their sources changed. */
export function buildPages(runtime) {
  const web = join(root, 'apps', 'web')
  const sources = [
    join(root, 'pnpm-lock.yaml'),
    join(web, 'index.html'),
    join(web, 'vite.config.ts'),
  ]
  for (const folder of ['apps/web/src', 'apps/web/public', 'packages/api-client/src']) {
    sources.push(...filesOf(join(root, folder)))
  }
  step('Building the pages …', join(web, 'dist', '.sources'), sources, () =>
    run(
      runtime,
      [join(web, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'],
      web,
    ),
  )
}

/** Runs a program of ours with the right Node first on the path; ends this process when it fails. */
export function run({ node }, args, cwd = root) {
  const { status } = spawnSync(node, args, { cwd, stdio: ['ignore', 2, 2], env: environment(node) })
  if (status !== 0) process.exit(status ?? 1)
}

/** Children that look for `node` find the one that runs PHRM. */
export function environment(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
}

function step(text, stamp, files, work) {
  const now = fingerprint(files)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  say(text)
  work()
  writeFileSync(stamp, now)
}

function lockfiles() {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name)),
  )
  return [root, join(root, 'test'), ...folders]
    .flatMap((folder) => [
      join(folder, 'package.json'),
      join(folder, 'pnpm-lock.yaml'),
      join(folder, 'pnpm-workspace.yaml'),
    ])
    .filter((file) => existsSync(file))
}

function filesOf(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

function fingerprint(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}
