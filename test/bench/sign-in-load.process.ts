import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Serving } from './variant.process.ts'

export interface SignInTarget extends Serving {
  accounts: number
  password: string
  /** Sign-ins a second. */
  rate: number
  seconds: number
}

export interface Answer {
  milliseconds: number
  status: number
}

export interface SignInRound {
  signIns: Answer[]
  api: Answer[]
}

export async function openSignInLoad() {
  const child = fork(fileURLToPath(new URL('./sign-in-load.ts', import.meta.url)))
  const exit = once(child, 'exit')
  const ended = exit.then(([code]) => Promise.reject(new Error(`The load ended (${code}).`)))
  ended.catch(() => {})
  return {
    async press(target: SignInTarget): Promise<SignInRound> {
      child.send(target)
      const [round] = (await Promise.race([once(child, 'message'), ended])) as [SignInRound]
      return round
    },
    async close(): Promise<void> {
      child.disconnect()
      await exit
    },
  }
}
