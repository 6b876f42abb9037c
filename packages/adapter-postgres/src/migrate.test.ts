import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { migrationsFolder, openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { migrate, migrationStatus } from './migrate.ts'

let test: TestDatabase
let folder: string

beforeAll(async () => {
  test = await openTestDatabase()
})
afterAll(() => test.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phrm-migrate-'))
  await test.pool.query('drop table if exists schema_migrations, first, second, third cascade')
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)
const exists = async (table: string) =>
  (await test.pool.query('select to_regclass($1) is not null as found', [table])).rows[0].found

it('applies what is new, in order, and nothing twice', async () => {
  await write('0002_second.sql', 'create table second (id int references first)')
  await write('0001_first.sql', 'create table first (id int primary key)')
  expect(await migrationStatus(test.pool, folder)).toEqual({
    applied: [],
    pending: ['0001_first', '0002_second'],
  })
  expect(await migrate(test.pool, folder)).toEqual(['0001_first', '0002_second'])
  expect(await migrate(test.pool, folder)).toEqual([])
  await write('0003_third.sql', 'create table third (id int)')
  expect(await migrate(test.pool, folder)).toEqual(['0003_third'])
  expect((await migrationStatus(test.pool, folder)).pending).toEqual([])
})

it('leaves nothing of a migration that fails half-way, and keeps those before it', async () => {
  await write('0001_first.sql', 'create table first (id int)')
  await write('0002_second.sql', 'create table second (id int); select nonsense')
  await expect(migrate(test.pool, folder)).rejects.toThrow('0002_second failed: column "nonsense"')
  expect([await exists('first'), await exists('second')]).toEqual([true, false])
  await write('0002_second.sql', 'create table second (id int)')
  expect(await migrate(test.pool, folder)).toEqual(['0002_second'])
})

it('refuses when an applied file was changed, but not for its line ends', async () => {
  await write('0001_first.sql', 'create table first (\n id int)')
  await migrate(test.pool, folder)
  await write('0001_first.sql', 'create table first (\r\n id int)')
  expect(await migrate(test.pool, folder)).toEqual([])
  await write('0001_first.sql', 'create table first (id int, more int)')
  await expect(migrate(test.pool, folder)).rejects.toThrow('0001_first was changed')
  await expect(migrationStatus(test.pool, folder)).rejects.toThrow('0001_first was changed')
})

it('refuses a database that is ahead, and a migration that comes late', async () => {
  await write('0001_first.sql', 'select 1')
  await write('0003_third.sql', 'select 3')
  await migrate(test.pool, folder)
  await write('0002_second.sql', 'select 2')
  await expect(migrate(test.pool, folder)).rejects.toThrow('0002_second was added below 0003_third')
  await rm(join(folder, '0002_second.sql'))
  await rm(join(folder, '0003_third.sql'))
  await expect(migrate(test.pool, folder)).rejects.toThrow('knows the migration 0003_third')
})

it('refuses names that give no order', async () => {
  await write('0001_first.sql', '')
  await write('0001_other.sql', '')
  await expect(migrate(test.pool, folder)).rejects.toThrow('Two migrations have the number 0001')
  await rm(join(folder, '0001_other.sql'))
  await write('2_second.sql', '')
  await expect(migrate(test.pool, folder)).rejects.toThrow('2_second.sql is no name')
})

it('lets processes that migrate at once take turns', async () => {
  await write('0001_first.sql', 'create table first (id int); select pg_sleep(0.1)')
  await write('0002_second.sql', 'create table second (id int); select pg_sleep(0.1)')
  await write('0003_third.sql', 'create table third (id int)')
  const names = await Promise.all([1, 2, 3].map(() => migrate(test.pool, folder)))
  expect(names.flat().sort()).toEqual(['0001_first', '0002_second', '0003_third'])
})

it.skipIf(!process.env['TEST_DATABASE_URL'])(
  'gives up soon on a table that is in use, so that the server does not stand still',
  async () => {
    await test.pool.query('create table first (id int)')
    const holder = await test.pool.connect()
    await holder.query('begin; lock table first')
    await write('0001_first.sql', 'alter table first add more int')
    const run = migrate(test.pool, folder, { lockTimeout: 100 })
    await expect(run).rejects.toMatchObject({ cause: { code: '55P03' } })
    await holder.query('rollback')
    holder.release()
    expect(await migrate(test.pool, folder)).toEqual(['0001_first'])
  },
)

it('knows the files of this house', async () => {
  await test.pool.query('drop table if exists schema_migrations')
  const { pending } = await migrationStatus(test.pool, migrationsFolder)
  expect(pending[0]).toBe('0001_roles')
})
