import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { asHouse, readAsAccount } from './account-transaction.ts'
import { createDatabase } from './database.ts'
import { openPool } from './pool.ts'

it.each([
  ['sqlite:///phrm.db', /SQLite is not used any more.*postgres:\/\//],
  ['mysql://root@localhost/phrm', /not on mysql.*postgres:\/\//],
  ['phrm.db', /PHRM runs on PostgreSQL: use postgres:\/\//],
])('refuses %s and says what to use', (databaseUrl, message) => {
  expect(() => openPool({ databaseUrl })).toThrow(message)
})

it('says unavailable when nobody answers', async () => {
  const db = createDatabase(openPool({ databaseUrl: 'postgres://phrm@127.0.0.1:1/phrm' }))
  await expect(sql`select 1`.execute(db)).rejects.toMatchObject({
    code: 'unavailable',
    details: { retryAfter: 1 },
  })
  await db.destroy()
})

it('gives up a server that takes questions and gives no answer', async () => {
  const frozen = createServer((socket) =>
    // Greets (AuthenticationOk, ReadyForQuery) and falls silent.
    socket.once('data', () => socket.write(Buffer.from('5200000008000000005a0000000549', 'hex'))),
  ).listen(0, '127.0.0.1')
  await once(frozen, 'listening')
  const { port } = frozen.address() as AddressInfo
  const databaseUrl = `postgres://phrm@127.0.0.1:${port}/phrm`
  const db = createDatabase(openPool({ databaseUrl, answerTimeout: 50 }))
  for (const question of [
    () => sql`select 1`.execute(db),
    () => asHouse(db, (trx) => sql`select 1`.execute(trx)),
    () => readAsAccount(db, 1, (trx) => sql`select 1`.execute(trx)),
  ]) {
    await expect(question()).rejects.toMatchObject({ code: 'unavailable' })
  }
  await db.destroy()
  frozen.close()
})

describe.skipIf(!process.env['TEST_DATABASE_URL'])('on a real server', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await openTestDatabase()
  })
  afterAll(() => test.close())

  const open = (options: Partial<Parameters<typeof openPool>[0]>) =>
    createDatabase(openPool({ databaseUrl: test.databaseUrl!, ...options }))

  it('gives up on a slow statement, and on a lock', async () => {
    const db = open({ statementTimeout: 100, lockTimeout: 50 })
    await expect(sql`select pg_sleep(9)`.execute(db)).rejects.toMatchObject({ code: 'unavailable' })
    const holder = await test.pool.connect()
    await holder.query('select pg_advisory_lock(1)')
    const waiting = sql`select pg_advisory_lock(1)`.execute(db)
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable', cause: { code: '55P03' } })
    holder.release(true)
    await db.destroy()
  })

  it('says unavailable to who waits too long for a connection', async () => {
    const db = open({ poolSize: 1, connectTimeout: 100 })
    const busy = sql`select pg_sleep(0.5)`.execute(db)
    await expect(sql`select 1`.execute(db)).rejects.toMatchObject({ code: 'unavailable' })
    await busy
    await db.destroy()
  })

  it('outlives the end of its connections, idle and within a transaction', async () => {
    const errors: Error[] = []
    const db = open({ poolSize: 3, onConnectionError: (error) => errors.push(error) })
    await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.05)`.execute(db)))
    const work = asHouse(db, async (trx) => {
      await sql`select 1`.execute(trx)
      await test.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'phrm' and datname = current_database() and pid <> pg_backend_pid()`,
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
      await sql`select 2`.execute(trx)
    })
    await expect(work).rejects.toMatchObject({ code: 'unavailable' })
    expect(errors.length).toBeGreaterThan(0)
    expect((await sql`select 3 as three`.execute(db)).rows).toEqual([{ three: 3 }])
    await db.destroy()
  })
})
