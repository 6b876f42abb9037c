import { parentPort, workerData } from 'node:worker_threads'
import type { PGlite } from '@electric-sql/pglite'
import { createExtensions, openPGlite, type PGliteSettings } from './pglite.ts'
import { createUpkeep } from './upkeep.ts'

export type Request =
  | { id: number; kind: 'send'; bytes: Uint8Array<ArrayBuffer> }
  | { id: number; kind: 'reset' | 'close' }

/** `id` 0 says that the database is open, or why not. */
export interface Reply {
  id: number
  bytes?: Uint8Array<ArrayBuffer> | undefined
  error?: string
}

const UPKEEP_INTERVAL = 5_000

if (!parentPort) throw new Error('This is the thread of the embedded database.')
const port = parentPort
const opened = openPGlite(workerData as PGliteSettings)
let requests = 0
let chain = opened.then(begin).catch((error: unknown) => fail(0, error))

async function begin(db: PGlite): Promise<void> {
  await createExtensions(db)
  const upkeep = createUpkeep(db, { countRequests: () => requests })
  const timer = setInterval(() => enqueue(upkeep, () => clearInterval(timer)), UPKEEP_INTERVAL)
  port.on('message', (request: Request) => {
    requests++
    enqueue(
      () => answer(db, request),
      (error) => fail(request.id, error),
    )
  })
  reply({ id: 0 })
}

/** One thing at a time: there is one session, and it must not be left half-way in something. */
function enqueue(task: () => Promise<void>, onError: (error: unknown) => void): void {
  chain = chain.then(task).catch(onError)
}

async function answer(db: PGlite, request: Request): Promise<void> {
  if (request.kind === 'send')
    return reply({ id: request.id, bytes: await exchange(db, request.bytes) })
  if (request.kind === 'reset') await reset(db)
  else await db.close()
  reply({ id: request.id })
}

async function exchange(db: PGlite, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  // What is handed over is a view of the engine's memory, which it uses again at once.
  const onRawData = (part: Uint8Array) => void parts.push(part.slice())
  await db.runExclusive(() => db.execProtocolRawStream(bytes, { onRawData }))
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** What a server does when a client leaves: its transaction is rolled back, its statements and settings are dropped. */
async function reset(db: PGlite): Promise<void> {
  if (db.isInTransaction()) await db.exec('rollback')
  await db.exec('discard all')
}

function fail(id: number, error: unknown): void {
  reply({ id, error: error instanceof Error ? error.message : String(error) })
}

function reply(message: Reply): void {
  port.postMessage(message, message.bytes ? [message.bytes.buffer] : [])
}
