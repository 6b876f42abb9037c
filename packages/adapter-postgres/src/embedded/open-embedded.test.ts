import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDatabase } from '../database.ts'
import { asHouse } from '../account-transaction.ts'
import { type Embedded, type EmbeddedOptions, openEmbedded } from './open-embedded.ts'

const ENDLESS = 'with recursive t as (select 1 union all select 1 from t) select count(*) from t'

let dataDir: string
let opened: Embedded[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'phrm-embedded-'))
})
afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()))
  opened = []
  await rm(dataDir, { recursive: true })
})

async function open(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await openEmbedded({ dataDir, ...options })
  opened.push(embedded)
  return embedded
}

function startChild(): ChildProcess {
  const script = fileURLToPath(new URL('../../testing/commit-until-killed.ts', import.meta.url))
  return fork(script, [dataDir], { execArgv: [] })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

it('keeps what was committed across a proper end, and syncs every commit', async () => {
  const first = await open()
  await first.pool.query('create table kept (id int); insert into kept values (7)')
  const { rows: settings } = await first.pool.query(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'wal_sync_method') order by 1`,
  )
  expect(settings.map(({ setting }) => setting)).toEqual(['on', 'on', 'fsync'])
  await first.close()
  expect(readdirSync(dataDir)).toEqual(['database'])
  expect((await (await open()).pool.query('select id from kept')).rows).toEqual([{ id: 7 }])
})

it('starts without the template archive too', { timeout: 120_000 }, async () => {
  const { pool } = await open({ template: false })
  const { rows } = await pool.query('select extname from pg_extension order by 1')
  expect(rows.map(({ extname }) => extname)).toEqual(['pg_trgm', 'plpgsql', 'vector'])
})

it('has every acknowledged row after kill -9', { timeout: 120_000 }, async () => {
  for (let round = 0; round < 2; round++) {
    let acknowledged = 0
    const child = startChild()
    child.on('message', (id: number) => (acknowledged = id))
    await once(child, 'message')
    await wait(100 + round * 150)
    await kill(child)
    const embedded = await open()
    const { rows } = await embedded.pool.query('select count(*) as kept, max(id) as last from kept')
    // One more than acknowledged may have been on its way.
    expect(rows[0].last - acknowledged).toBeOneOf([0, 1])
    expect(rows[0].kept).toBe(rows[0].last)
    await embedded.close()
  }
})

it('opens after a first start that was killed half-way', { timeout: 120_000 }, async () => {
  for (const moment of [0, 60, 150]) {
    await rm(join(dataDir, 'database'), { recursive: true, force: true })
    const child = startChild()
    while (!readdirSync(dataDir).some((name) => name.startsWith('database.tmp-'))) await wait(1)
    await wait(moment)
    await kill(child)
    const embedded = await open()
    expect((await embedded.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(readdirSync(dataDir).sort()).toEqual(['database', 'phrm.lock'])
    await embedded.close()
  }
})

it('refuses a folder that another process has, and is not hurt by trying', async () => {
  const { pool } = await open()
  await expect(openEmbedded({ dataDir })).rejects.toThrow('is in use by process')
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

it('refuses the files of another PostgreSQL, and those of nobody knows what', async () => {
  await mkdir(join(dataDir, 'database'))
  await writeFile(join(dataDir, 'database', 'something'), '')
  await expect(openEmbedded({ dataDir })).rejects.toThrow('holds something, but not a database')
  await writeFile(join(dataDir, 'database', 'PG_VERSION'), '17\n')
  await expect(openEmbedded({ dataDir })).rejects.toThrow('written by PostgreSQL 17')
  expect(existsSync(join(dataDir, 'phrm.lock'))).toBe(false)
})

it('ends a statement that runs away, and keeps the data', { timeout: 60_000 }, async () => {
  const reasons: string[] = []
  const { pool } = await open({
    answerTimeout: 1_500,
    onError: (error) => reasons.push(String(error.cause)),
  })
  const db = createDatabase(pool)
  await pool.query('create table kept (id int); insert into kept values (7)')
  const runaway = asHouse(db, (trx) => sql.raw(ENDLESS).execute(trx))
  const queued = pool.query('select id from kept')
  await expect(runaway).rejects.toMatchObject({ code: 'unavailable' })
  expect((await queued).rows).toEqual([{ id: 7 }])
  expect(reasons).toContain('Error: The embedded database gave no answer for 1.5 s.')
})

it('rejects what is pending when the database in memory is lost', { timeout: 60_000 }, async () => {
  const { pool } = await open({ dataDir: 'memory://', answerTimeout: 1_000, connectTimeout: 2_000 })
  const client = await pool.connect()
  const pending = [ENDLESS, 'select 2', 'select 3'].map((text) => client.query(text))
  for (const { reason } of (await Promise.allSettled(pending)) as PromiseRejectedResult[])
    expect(reason).toMatchObject({ code: 'unavailable' })
  client.release()
  await expect(pool.query('select 4')).rejects.toMatchObject({ code: 'unavailable' })
})

it('keeps the event loop free while a long statement runs', async () => {
  const { pool } = await open({ dataDir: 'memory://' })
  let beats = 0
  const timer = setInterval(() => beats++, 10)
  await pool.query('select count(*) from generate_series(1, 2000000)')
  clearInterval(timer)
  expect(beats).toBeGreaterThan(3)
})

it('gives the next client nothing of the last one', async () => {
  const { pool } = await open({ dataDir: 'memory://' })
  const client = await pool.connect()
  await client.query(
    `set timezone = 'Asia/Tokyo'; create temp table mine (id int); begin; create table half (id int)`,
  )
  client.release(true)
  const { rows } = await pool.query(
    `select current_setting('timezone') as zone, to_regclass('mine') as temp, to_regclass('half') as half`,
  )
  expect(rows).toEqual([{ zone: 'UTC', temp: null, half: null }])
})
