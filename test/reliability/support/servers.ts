import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const scriptOf = (name: string): string =>
  fileURLToPath(new URL(`../../../infra/test-${name}.sh`, import.meta.url))

export interface PostgresServer {
  /** As an ordinary role that owns the database. */
  databaseUrl: string
  /** Breaks all connections; resolves when the server answers again. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A server of this test alone, so that it may be broken. What it commits is kept, unlike on the one of other tests. */
export async function startPostgres(): Promise<PostgresServer> {
  const { folder, run: script } = await open('postgres')
  const superuser = /^DATABASE_URL=(.*)$/m.exec(await script('start'))?.[1] ?? ''
  const client = new pg.Client({ connectionString: superuser })
  await client.connect()
  for (const statement of preparation) await client.query(statement)
  await client.end()
  const url = new URL(superuser)
  url.username = 'phrm_test'
  return {
    databaseUrl: url.href,
    restart: async () => void (await script('restart')),
    close: async () => {
      await script('stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const preparation = [
  'alter system set fsync = on',
  'alter system set synchronous_commit = on',
  'select pg_reload_conf()',
  'create extension vector',
  'create extension pg_trgm',
  'create role phrm_app nologin nobypassrls',
  'create role phrm_door nologin nobypassrls',
  'create role phrm_test login nosuperuser nobypassrls',
  'grant phrm_app, phrm_door to phrm_test',
  'alter schema public owner to phrm_test',
  'grant create on database postgres to phrm_test',
]

export interface RedisServer {
  redisUrl: string
  pid: number
  close(): Promise<void>
}

export async function startRedis(port: number): Promise<RedisServer> {
  const { folder, run: script } = await open('redis', { PHRM_TEST_REDIS_PORT: String(port) })
  const redisUrl = /^REDIS_URL=(.*)$/m.exec(await script('start'))?.[1] ?? ''
  const pid = Number(await readFile(join(folder, 'run', 'redis.pid'), 'utf8'))
  return {
    redisUrl,
    pid,
    close: async () => {
      await script('stop')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function open(name: string, environment: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'phrm-rel-'))
  // The server's own user goes through it.
  await run('chmod', ['755', folder])
  const variable = `PHRM_TEST_${name.toUpperCase()}_RUN`
  const env = { ...process.env, [variable]: join(folder, 'run'), ...environment }
  const script = async (command: string): Promise<string> =>
    (await run(scriptOf(name), [command], { env })).stdout
  return { folder, run: script }
}
