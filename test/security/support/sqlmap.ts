import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Target {
  method: string
  /** With `*` where a value is tried. */
  url: string
  /** JSON without spaces, with `*` where values are tried. */
  body?: string | undefined
  bearer: string
}

export const hasSqlmap = spawnSync('sqlmap', ['--version']).status === 0

/** What sqlmap says of each place that it tried: whether it can be injected into, and by what. */
export async function tryInjection(target: Target, { level = 3 } = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'phrm-sqlmap-'))
  const data = target.body === undefined ? '' : ` --data ${target.body}`
  // Places are marked with a star; what is left over (headers, cookies) is not the question here.
  const options = `-u ${target.url} --method ${target.method}${data} --level ${level} --risk 2 --technique BEUT
    --time-sec 2 --batch --flush-session --ignore-code 401 --disable-coloring --threads 2 --timeout 20 --retries 0
    --skip user-agent,referer,host,cookie --dbms PostgreSQL --output-dir ${folder}`
  const headers = [`Authorization: Bearer ${target.bearer}`, 'Content-Type: application/json']
  const args = [...options.split(/\s+/), ...headers.flatMap((header) => ['-H', header])]
  try {
    return await run(args)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(args: string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn('sqlmap', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.on('error', reject)
  child.on('close', () => resolve(output))
  return promise
}
