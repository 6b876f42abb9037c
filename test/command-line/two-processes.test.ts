import { randomBytes } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  newDataDir,
  removeDataDir,
  startApplication,
  type Application,
} from '../support/application.ts'
import { registerClient } from '../support/client.ts'

const server = process.env.TEST_DATABASE_URL
const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

describe.skipIf(server === undefined)('in production, on a database server', () => {
  const name = `phrm_two_${randomBytes(4).toString('hex')}`
  let dataDir: string
  let application: Application | undefined
  let worker: ChildProcess | undefined

  beforeAll(async () => {
    dataDir = await newDataDir()
    await asSuperuser(server ?? '', makeDatabase(name))
    await asSuperuser(withDatabase(name), ['create extension vector', 'create extension pg_trgm'])
  })

  afterAll(async () => {
    worker?.kill()
    await application?.stop()
    await asSuperuser(server ?? '', [`drop database ${name} with (force)`, `drop role ${name}`])
    await removeDataDir(dataDir)
  })

  test('a superuser is refused: row-level security would not hold', async () => {
    const environment = { DATABASE_URL: server ?? '', FLASK_ENV: 'production' }
    await expect(startApplication({ dataDir, environment })).rejects.toThrow(
      'infra/docker/postgres-init.sh',
    )
  })

  test('the application takes the paper, and a worker of its own reads it', async () => {
    const environment = { DATABASE_URL: withDatabase(name, name), FLASK_ENV: 'production' }
    application = await startApplication({ dataDir, environment })
    const person = { username: 'two', email: 'two@example.org', password: 'four words in a row' }
    const client = await registerClient(application.address, person)
    const record = await client.request<{ id: number }>('POST', '/records', { date: '2026-03-01' })
    const bytes = Buffer.from('Ferritin 9 ng/mL\n')
    await client.upload(record.id, [{ name: 'note.txt', bytes, type: 'text/plain' }])
    expect(await stateOf(client)).toBe('queued')

    const env = { ...process.env, ...environment, PHRM_DATA_DIR: dataDir }
    worker = spawn(process.execPath, [main, 'worker'], { env, stdio: 'ignore' })
    await expect.poll(() => stateOf(client), { timeout: 30_000, interval: 500 }).toBe('done')
    const found = await client.request<{ total: number }>('POST', '/search', { query: 'feritin' })
    expect(found.total).toBe(1)
  })

  function withDatabase(database: string, user?: string): string {
    const url = new URL(server ?? '')
    url.pathname = `/${database}`
    if (user) url.username = user
    return url.href
  }
})

type Client = Awaited<ReturnType<typeof registerClient>>

async function stateOf(client: Client): Promise<string | undefined> {
  const { documents } = await client.request<{ documents: { state: string }[] }>(
    'GET',
    '/documents',
  )
  return documents[0]?.state
}

/** What infra/docker/postgres-init.sh does, but for the roles that other tests have made already. */
function makeDatabase(name: string): string[] {
  const roles = ['phrm_app', 'phrm_door'].map(
    (role) =>
      `do $$ begin create role ${role} nologin nobypassrls; exception when duplicate_object then null; end $$`,
  )
  return [
    ...roles,
    `create role ${name} login nosuperuser nobypassrls`,
    `grant phrm_app, phrm_door to ${name}`,
    `create database ${name} owner ${name}`,
  ]
}

async function asSuperuser(connectionString: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}
