import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { createStatementNames } from './connection/statement-names.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())

it('reads dates as texts, moments as Dates, and big integers as numbers', async () => {
  const { rows } = await sql`
    select date '2020-02-29' as day, array[date '0001-01-01', null] as days,
      timestamptz '2024-05-06T07:08:09Z' as moment, 9007199254740991::int8 as big, array[1::int8, null] as bigs,
      (select count(*) from generate_series(1, 3)) as counted`.execute(test.db)
  expect(rows).toEqual([
    {
      day: '2020-02-29',
      days: ['0001-01-01', null],
      moment: new Date('2024-05-06T07:08:09Z'),
      big: Number.MAX_SAFE_INTEGER,
      bigs: [1, null],
      counted: 3,
    },
  ])
})

it('would rather fail than round a big integer', async () => {
  await expect(sql`select 9007199254740993::int8`.execute(test.db)).rejects.toThrow(RangeError)
})

it('counts the rows that were changed', async () => {
  await test.pool.query('create table things (id int)')
  const inserted = await sql`insert into things values (1), (2)`.execute(test.db)
  const deleted = await sql`delete from things where id = 3`.execute(test.db)
  expect([inserted.numAffectedRows, deleted.numAffectedRows]).toEqual([2n, 0n])
})

it('prepares each statement once a connection, under one name', async () => {
  const read = (id: number) => sql`select ${id}::int as unmistakable`.execute(test.db)
  const listPrepared = `select count(*) as times from pg_prepared_statements where statement like '%unmistakable%' and name like 'phrm_%'`
  for (let id = 0; id < 3; id++) await read(id)
  expect((await test.pool.query(listPrepared)).rows).toEqual([{ times: 1 }])
})

it('carries a parameter of three megabytes, and 50,000 rows', async () => {
  const text = 'ä'.repeat(1_500_000)
  const { rows } = await sql<{ size: number }>`select octet_length(${text}) as size`.execute(
    test.db,
  )
  const many = await sql`select i, md5(i::text) from generate_series(1, 50000) i`.execute(test.db)
  expect([rows[0]?.size, many.rows.length]).toEqual([3_000_000, 50_000])
})

it('names a bounded number of statements', () => {
  const nameOf = createStatementNames(2)
  expect([nameOf('a'), nameOf('b'), nameOf('c'), nameOf('a')]).toEqual([
    'phrm_0',
    'phrm_1',
    undefined,
    'phrm_0',
  ])
})
