import type { PGlite } from '@electric-sql/pglite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { IN_MEMORY, openPGlite } from './pglite.ts'
import { findTemplate } from './template.ts'
import { createUpkeep } from './upkeep.ts'

let db: PGlite
let requests = 0

beforeEach(async () => {
  db = await openPGlite({ folder: IN_MEMORY, template: findTemplate() })
  await db.exec('create table things (id int, body text)')
})
afterEach(() => db.close())

const write = async (count: number) => {
  requests++
  await db.exec(
    `insert into things select i, repeat(md5(i::text), 30) from generate_series(1, ${count}) i`,
  )
}
const isAnalyzed = async () =>
  (await db.query(`select reltuples > 0 as known from pg_class where relname = 'things'`)).rows[0]
const lastCheckpoint = async () =>
  (await db.query('select checkpoint_lsn::text as lsn from pg_control_checkpoint()')).rows[0]

it('checkpoints and analyzes in a quiet moment after much was written', async () => {
  const tick = createUpkeep(db, { countRequests: () => requests })
  await write(1)
  await tick()
  const before = await lastCheckpoint()
  await write(8_000)
  await tick()
  expect([await lastCheckpoint(), await isAnalyzed()]).toEqual([before, { known: false }])
  await tick()
  expect(await lastCheckpoint()).not.toEqual(before)
  expect(await isAnalyzed()).toEqual({ known: true })
})

it('checkpoints while it is busy too, before the WAL grows large', async () => {
  const tick = createUpkeep(db, { countRequests: () => ++requests })
  await tick()
  const before = await lastCheckpoint()
  await write(40_000)
  await tick()
  expect(await lastCheckpoint()).not.toEqual(before)
  expect(await isAnalyzed()).toEqual({ known: false })
})

it('leaves an open transaction alone', async () => {
  const tick = createUpkeep(db, { countRequests: () => requests })
  await db.exec('begin')
  await write(8_000)
  await tick()
  await tick()
  await db.exec('rollback')
  expect(db.isInTransaction()).toBe(false)
})
