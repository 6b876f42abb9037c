import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type VariantName = 'phrm' | 'stripped' | 'baseline'

/** What the process of a variant tells when it is ready. */
export interface Serving {
  port: number
  signingSecret: string
}

export interface Variant extends Serving {
  close(): Promise<void>
}

/** The application's own default, and the baseline's too. */
export const poolSize = 20

export async function openVariant(name: VariantName, databaseUrl: string): Promise<Variant> {
  const child = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [name, databaseUrl])
  const exit = once(child, 'exit')
  const ended = exit.then(() => Promise.reject(new Error(`The variant ${name} ended.`)))
  ended.catch(() => {})
  const [serving] = (await Promise.race([once(child, 'message'), ended])) as [Serving]
  const close = async (): Promise<void> => {
    child.disconnect()
    await exit
  }
  return { ...serving, close }
}
