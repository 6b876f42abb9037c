import { spawn } from 'node:child_process'
import { tookTooLong, tooMuchMemory } from '../reading/reading-fault.ts'
import { findTool } from './find-tools.ts'

export interface ToolLimits {
  /** Wall clock and processor time. */
  seconds: number
  maxOutputBytes: number
}

export interface ToolOutput {
  output: Buffer
  errors: string
  succeeded: boolean
}

const memoryBytes = 1024 ** 3
const maxErrorBytes = 10_000

/** Runs a program on a file that may be hostile; what goes beyond a limit is a fault of the file. */
export function runTool(name: string, args: string[], limits: ToolLimits): Promise<ToolOutput> {
  const [program, ...rest] = underLimits(name, args, limits.seconds)
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  let [size, errors, timedOut] = [0, '', false]
  const stop = () => child.kill('SIGKILL')
  const timer = setTimeout(() => {
    timedOut = true
    stop()
  }, limits.seconds * 1000)
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > limits.maxOutputBytes) stop()
    else chunks.push(chunk)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (errors.length < maxErrorBytes) errors += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (timedOut || signal === 'SIGXCPU') reject(tookTooLong())
      else if (signal) reject(tooMuchMemory())
      else resolve({ output: Buffer.concat(chunks), errors, succeeded: code === 0 })
    })
  })
}

function underLimits(name: string, args: string[], seconds: number): string[] {
  const prlimit = findTool('prlimit')
  if (!prlimit) return [name, ...args]
  const limits = [`--as=${memoryBytes}`, `--cpu=${Math.ceil(seconds)}`, '--core=0']
  return [prlimit, ...limits, name, ...args]
}
