import { Pool } from 'pg'
import { typeParsers } from '../connection/type-parsers.ts'
import { surviveBrokenConnections } from '../pool.ts'
import { prepareDatabaseFolder } from './data-folder.ts'
import { acquireLock, type DataLock } from './data-lock.ts'
import { createEngine, type Engine } from './engine.ts'
import { startEngineThread } from './engine-thread.ts'
import { unpackTemplate } from './first-start.ts'
import { IN_MEMORY } from './pglite.ts'
import { findTemplate } from './template.ts'
import { createWireStream } from './wire-stream.ts'

export interface EmbeddedOptions {
  /** PHRM's data folder, made when absent; PostgreSQL's files go to `database` inside. Or `memory://`. */
  dataDir: string
  /** Milliseconds without an answer after which the database is restarted: it can cancel nothing. Default 30000. */
  answerTimeout?: number
  /** Milliseconds to wait for the one connection; then DomainError `unavailable`. Default 10000. */
  connectTimeout?: number
  /** Archive of an empty database, or false for initdb. Default: the one shipped, when it fits. */
  template?: string | false
  /** Told why the database had to be restarted, and of connections that broke. */
  onError?: (error: Error) => void
}

export interface Embedded {
  /** One connection: a transaction keeps everybody else waiting. */
  pool: Pool
  /** Of the data folder; undefined in memory. */
  lock: DataLock | undefined
  /** Waits for what is running, closes the files properly and gives the folder back. */
  close(): Promise<void>
}

/**
 * Opens PHRM's own PostgreSQL 18, with pgvector and pg_trgm, in a thread of this process: the same types and the same SQL
 * as on a server. Commits are synced to the disk. Throws DataFolderInUseError when another process has the folder.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  if (options.dataDir === IN_MEMORY) return openFolder(options, IN_MEMORY, undefined)
  const lock = await acquireLock(options.dataDir)
  try {
    const folder = await prepareDatabaseFolder(options.dataDir, (empty) => fill(empty, options))
    return await openFolder(options, folder, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openFolder(
  options: EmbeddedOptions,
  folder: string,
  lock: DataLock | undefined,
): Promise<Embedded> {
  const { answerTimeout = 30_000, onError = () => {} } = options
  const template = templateOf(options)
  const engine = createEngine({
    start: () => startEngineThread({ folder, template }, answerTimeout),
    isLasting: folder !== IN_MEMORY,
    onEnd: onError,
  })
  await engine.thread()
  const pool = openSinglePool(engine, options)
  return {
    pool,
    lock,
    async close() {
      if (!pool.ending) await pool.end()
      await engine.close()
      await lock?.release()
    },
  }
}

function openSinglePool(engine: Engine, { connectTimeout, onError }: EmbeddedOptions): Pool {
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectTimeout ?? 10_000,
    stream: () => createWireStream(() => engine.thread()),
    user: 'postgres',
    database: 'postgres',
    password: 'not asked for',
    ssl: false,
    pipeline: true,
    types: typeParsers,
  })
  return surviveBrokenConnections(pool, onError)
}

/** Without the archive the thread itself runs initdb, which takes ten times as long. */
async function fill(folder: string, options: EmbeddedOptions): Promise<void> {
  const template = templateOf(options)
  if (template) return unpackTemplate(template, folder)
  const thread = await startEngineThread({ folder }, options.answerTimeout ?? 120_000)
  await thread.close()
}

function templateOf({ template = findTemplate() }: EmbeddedOptions): string | undefined {
  return template === false ? undefined : template
}
