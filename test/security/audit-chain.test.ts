import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

let house: PhrmUnderTest
let owner: Client

beforeEach(async () => {
  house = await openPhrmUnderTest()
  owner = await house.register('owner')
})
afterEach(() => house.close())

const audit = () => house.phrm.useCases.audit

/** What whoever owns the database can do, and nothing stops: the triggers are off. */
async function tamper(sql: string): Promise<void> {
  const { pool } = house.database
  const client = await pool.connect()
  try {
    await client.query(`begin; set local session_replication_role = replica; ${sql}; commit`)
  } finally {
    client.release()
  }
}

async function look(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await owner.send('/api/v1/family')
}

const idOf = async (position: number) => {
  const { rows } = await house.database.pool.query(
    'select id from audit_log order by id offset $1 limit 1',
    [position],
  )
  return Number(rows[0].id)
}

describe('AD-03 the sealed log', () => {
  it('AD-03 is as it was written, with all seals noted outside the database', async () => {
    await look(5)
    expect(await audit().seal()).toBeGreaterThan(5)
    await look(3)
    expect(await audit().seal()).toBe(3)
    expect(await audit().seal()).toBe(0)
    const check = await audit().verify()
    expect(check).toEqual({ seals: 2, rows: expect.any(Number), unsealed: 0, anchors: 2 })
    const text = await readFile(join(house.phrm.config.dataDir, 'audit-anchors.log'), 'utf8')
    expect(text).toMatch(/^1 [0-9a-f]{64} \S+Z\n2 [0-9a-f]{64} \S+Z\n$/)
  })

  it.each([
    ['who it was', 'update audit_log set pseudonym = gen_random_uuid()'],
    ['when', `update audit_log set at = at + interval '1 second'`],
    ['what', `update audit_log set event = 'sensitive_update'`],
    ['of whom', 'update audit_log set family_member_ids = array[2]'],
    ['through what', `update audit_log set session_ref = 'feedfacefeedface'`],
    ['details', `update audit_log set details = '{"a": 1}'`],
  ])('AD-03 names the row in which somebody changed %s', async (_what, change) => {
    await look(8)
    await audit().seal()
    await look(4)
    await audit().seal()
    const row = await idOf(6)
    await tamper(`${change} where id = ${row}`)
    expect((await audit().verify()).fault).toEqual({ kind: 'changed', row, seal: 1 })
  })

  it('AD-03 names row 500 of many', async () => {
    await house.database.pool.query(
      `insert into audit_log (event, about_health) select 'authz_fail', false from generate_series(1, 600)`,
    )
    await audit().seal()
    await tamper(`update audit_log set details = '{"x": 1}' where id = 500`)
    expect((await audit().verify()).fault).toMatchObject({ kind: 'changed', row: 500 })
  })

  it('AD-03 names a row that is gone, with or without its hash', async () => {
    await look(8)
    await audit().seal()
    const row = await idOf(5)
    await tamper(`delete from audit_log where id = ${row}`)
    expect((await audit().verify()).fault).toMatchObject({ kind: 'missing', row })
    await tamper(`delete from audit_row_hashes where row_id = ${row}`)
    expect((await audit().verify()).fault).toMatchObject({ kind: 'missing', row })
  })

  it('AD-03 sees that hashes and seal were made again without the key', async () => {
    await look(4)
    await audit().seal()
    const row = await idOf(3)
    const forged = `encode(sha256('forged'), 'hex')`
    await tamper(
      `update audit_log set subject = 'x' where id = ${row}; update audit_row_hashes set hash = ${forged} where row_id = ${row}; update audit_seals set hash = ${forged}`,
    )
    expect((await audit().verify()).fault).toMatchObject({ kind: 'changed', row })
  })

  it('AD-03 names a row that was put in later and dated back, before it is sealed and after', async () => {
    await look(4)
    await audit().seal()
    await tamper(
      `insert into audit_log (id, at, event, about_health) values (100000, now() - interval '2 days', 'authz_fail', false)`,
    )
    expect((await audit().verify()).fault).toEqual({ kind: 'inserted', row: 100_000 })
    await audit().seal()
    expect((await audit().verify()).fault).toEqual({ kind: 'inserted', row: 100_000, seal: 2 })
  })

  it('AD-03 sees that the end was cut off, though what is left fits', async () => {
    await look(3)
    await audit().seal()
    const last = await idOf((await audit().verify()).rows - 1)
    await look(3)
    await audit().seal()
    await tamper(
      `delete from audit_log where id > ${last}; delete from audit_row_hashes where seal_id = 2; delete from audit_seals where id = 2`,
    )
    expect((await audit().verify()).fault).toEqual({ kind: 'cut-tail', seal: 2 })
    // And what is logged afterwards takes the place of the seal, not its hash.
    await look(3)
    await audit().seal()
    expect((await audit().verify()).fault).toEqual({ kind: 'seal-changed', seal: 2 })
  })

  it('AD-03 compares with a copy that was kept elsewhere, out of a log as well', async () => {
    await look(2)
    await audit().seal()
    const folder = house.phrm.config.dataDir
    const own = await readFile(join(folder, 'audit-anchors.log'), 'utf8')
    const copy = join(folder, 'copy.log')
    await writeFile(copy, `12:00 started\n2026-11-24 audit-anchor ${own}`)
    expect(await audit().verify(copy)).toMatchObject({ anchors: 1, rows: expect.any(Number) })
    await appendFile(copy, `7 ${'a'.repeat(64)} 2026-11-24T12:00:00.000Z\n`)
    expect((await audit().verify(copy)).fault).toEqual({ kind: 'cut-tail', seal: 7 })
    await expect(audit().verify(join(folder, 'none.log'))).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('AD-03 leaves out no row of a transaction that took its time', async () => {
    const { pool, engine } = house.database
    if (engine !== 'postgres') return
    const slow = await pool.connect()
    try {
      await slow.query('begin')
      await slow.query(`insert into audit_log (event, about_health) values ('authz_fail', false)`)
      await look(3)
      await audit().seal()
      await slow.query('commit')
      await look(1)
      expect(await audit().seal()).toBe(2)
      expect(await audit().verify()).toMatchObject({ unsealed: 0, seals: 2 })
      expect((await audit().verify()).fault).toBeUndefined()
    } finally {
      slow.release()
    }
  })

  it('AD-03 seals each row once when two processes do it', async () => {
    await look(20)
    const sealed = await Promise.all([audit().seal(), audit().seal(), audit().seal()])
    const check = await audit().verify()
    expect(sealed.reduce((a, b) => a + b)).toBe(check.rows)
    expect(check.fault).toBeUndefined()
  })
})

describe('AD-02 the log', () => {
  const tables = ['audit_log', 'audit_seals', 'audit_row_hashes']

  it.each(tables)('AD-02 %s is out of reach of the application’s role', async (table) => {
    const { pool } = house.database
    for (const statement of [
      `update ${table} set id = id`.replace(
        'id = id',
        table === 'audit_row_hashes' ? 'hash = hash' : 'id = id',
      ),
      `delete from ${table}`,
      `truncate ${table}`,
      `insert into ${table} default values`,
    ]) {
      const client = await pool.connect()
      await client.query(
        `begin; set local role phrm_app; set local phrm.account = '${owner.accountId}'`,
      )
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
      await client.query('rollback')
      client.release()
    }
  })

  it.each(tables)(
    'AD-02 %s is refused to its owner too, and to what opens doors',
    async (table) => {
      await look(1)
      await audit().seal()
      for (const role of ['none', 'phrm_door']) {
        for (const statement of [`delete from ${table}`, `truncate ${table}`]) {
          const client = await house.database.pool.connect()
          await client.query(`begin; set local role ${role}`)
          await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
          await client.query('rollback')
          client.release()
        }
      }
    },
  )
})
