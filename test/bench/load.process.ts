import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Serving } from './variant.process.ts'

export interface Target extends Serving {
  /** Numbered from 1. */
  accounts: number
  seconds: number
}

export interface LoadResult {
  requestsPerSecond: number
  p95ms: number
}

export interface Load {
  /** Rejects when any answer was not the one that was asked for. */
  press(target: Target): Promise<LoadResult>
  close(): Promise<void>
}

export async function openLoad(): Promise<Load> {
  const child = fork(fileURLToPath(new URL('./load.ts', import.meta.url)))
  const exit = once(child, 'exit')
  const ended = exit.then(([code]) => Promise.reject(new Error(`The load ended (${code}).`)))
  ended.catch(() => {})
  return {
    async press({ port, signingSecret, accounts, seconds }) {
      child.send({ port, signingSecret, accounts, seconds })
      const [result] = (await Promise.race([once(child, 'message'), ended])) as [LoadResult]
      return result
    },
    async close() {
      child.disconnect()
      await exit
    },
  }
}
