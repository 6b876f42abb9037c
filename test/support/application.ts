import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

export interface Application {
  address: string
  dataDir: string
  /** Milliseconds from the start of the process to its line with the address. */
  startedIn: number
  process: ChildProcess
  /** What was said on standard error. */
  said(): string
  /** Ends it as a person would; answers the exit code. */
  stop(): Promise<number | null>
  /** kill -9. */
  kill(): Promise<void>
}

export interface ApplicationOptions {
  /** A fresh folder unless told. */
  dataDir?: string
  environment?: Record<string, string>
  args?: string[]
}

/** Without limits on rates: tests are faster than people. */
const unlimited = {
  RATELIMIT_DEFAULT: '1000000 per hour',
  RATELIMIT_BROWSER: '1000000 per minute',
  RATELIMIT_AUTH: '1000000 per minute',
  RATELIMIT_AI: '1000000 per minute',
  RATELIMIT_UPLOAD: '1000000 per minute',
}

/** The real application in a process of its own, on a free port of loopback; resolves when it says that it is ready. */
export async function startApplication(options: ApplicationOptions = {}): Promise<Application> {
  const dataDir = options.dataDir ?? (await newDataDir())
  const began = performance.now()
  const child = spawn(process.execPath, [main, 'serve', ...(options.args ?? [])], {
    env: {
      ...process.env,
      ...unlimited,
      PHRM_DATA_DIR: dataDir,
      PHRM_REGISTRATION: 'open',
      PORT: '0',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await Promise.race([readAddress(child), ended.then(() => undefined)])
  if (address === undefined) throw new Error(`The application ended before it was ready:\n${said}`)
  return {
    address,
    dataDir,
    startedIn: performance.now() - began,
    process: child,
    said: () => said,
    stop: () => (child.kill('SIGTERM'), ended),
    kill: async () => void (child.kill('SIGKILL'), await ended),
  }
}

export function newDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'phrm-test-'))
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

async function readAddress({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) return undefined
  for await (const line of createInterface(stdout)) {
    const address = /^PHRM is ready: (\S+)/.exec(line)?.[1]
    if (address) {
      stdout.resume()
      return address
    }
  }
  return undefined
}
