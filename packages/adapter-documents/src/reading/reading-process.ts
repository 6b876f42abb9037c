import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findTool } from '../tools/find-tools.ts'
import type { FromReader, MachineTools, ToReader } from './messages.ts'
import type { ReadingLimits } from './reading-limits.ts'

export interface ReadingProcess {
  send(message: ToReader): void
  /** Kills the process and everything that it started. */
  kill(): void
  /** The signal that ended it, or `undefined` when it ended by itself. */
  ended: Promise<NodeJS.Signals | undefined>
}

/** Node sets aside, without ever touching it, so much per process with its threads. */
const reservedBytes = 6_000_000_000
const heapMegabytes = 512

/** Starts the process that reads one document: with limits, low priority, and nothing of this one's environment. */
export function startReadingProcess(
  limits: ReadingLimits,
  tools: MachineTools,
  onMessage: (message: FromReader) => void,
): ReadingProcess {
  const node = [process.execPath, `--max-old-space-size=${heapMegabytes}`, childPath]
  const [program, ...args] = tools === 'machine' ? underLimits(node, limits) : node
  const child = spawn(program!, args, {
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
    env: { ...pick(process.env, ['PATH', 'TMPDIR', 'SystemRoot']), LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  child.on('message', (message) => onMessage(message as FromReader))

  function kill(): void {
    try {
      if (child.pid && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
      else child.kill('SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  return {
    // A process that has just ended takes no messages; that it ended is told by `ended`.
    send: (message) => void child.send(message, () => undefined),
    kill,
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (_code, signal) => {
        kill()
        resolve(signal ?? undefined)
      })
    }),
  }
}

function pick(environment: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.map((name) => [name, environment[name]]))
}

const childPath = fileURLToPath(new URL('./child.ts', import.meta.url))

/** A backstop behind the process's own watchdog and this side's clock. */
function underLimits(command: string[], limits: ReadingLimits): string[] {
  const prlimit = findTool('prlimit')
  if (!prlimit) return command
  const longest =
    limits.seconds +
    limits.pdfPages * limits.secondsPerPage +
    limits.recognisedPages * limits.secondsPerRecognisedPage
  const threads = limits.parallelRecognition + 1
  const memory = limits.memoryBytes + reservedBytes
  return [
    prlimit,
    `--data=${memory}`,
    `--cpu=${Math.ceil(longest * threads)}`,
    '--core=0',
    ...command,
  ]
}
