import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPhrmUnderTest, type Client, type PhrmUnderTest } from './support/phrm-under-test.ts'

/** Shared by all accounts, or of no use to anybody. */
const open = '^(rag_|schema_migrations$)'

let house: PhrmUnderTest
const clients: Client[] = []

beforeAll(async () => {
  house = await openPhrmUnderTest({}, 'row-level security')
  for (let number = 0; number < 8; number++) {
    const client = await house.register(`person${number}`)
    await client.post('/api/v1/records', { date: '2024-01-15', notes: `of ${client.accountId}` })
    clients.push(client)
  }
})
afterAll(() => house.close())

const query = async (text: string, values: unknown[] = []) =>
  (await house.database.pool.query<Record<string, unknown>>(text, values)).rows

describe('AZ-07 row-level security', () => {
  it('is on and forced for every table with data of people', async () => {
    const tables = await query(
      `select relname, relrowsecurity, relforcerowsecurity from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname !~ $1`,
      [open],
    )
    expect(tables.length).toBeGreaterThan(20)
    const bare = tables.filter((table) => !table['relrowsecurity'] || !table['relforcerowsecurity'])
    expect(bare).toEqual([])
  })

  it('holds for a role that can neither step around it nor owns anything', async () => {
    const roles = await query(
      `select rolname, rolsuper, rolbypassrls, rolcanlogin,
         (select count(*)::integer from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname in ('phrm_app', 'phrm_door') order by 1`,
    )
    const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, owned: 0 }
    expect(roles).toEqual([
      { rolname: 'phrm_app', ...powerless },
      { rolname: 'phrm_door', ...powerless },
    ])
  })

  it('has no view through which it could be passed by', async () => {
    const views = await query(
      `select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         and not coalesce(reloptions @> array['security_invoker=true'], false)
         and has_table_privilege('phrm_app', oid, 'select')`,
    )
    expect(views).toEqual([])
  })
})

describe('AZ-08 fail closed', () => {
  it('shows no row of any table without an account', async () => {
    const tables = await query(
      `select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ $1
         and has_table_privilege('phrm_app', oid, 'select')`,
      [open],
    )
    expect(tables.length).toBeGreaterThan(8)
    const client = await house.database.pool.connect()
    try {
      await client.query('begin; set local role phrm_app')
      for (const { relname } of tables) {
        const { rowCount } = await client.query(`select 1 from ${String(relname)} limit 1`)
        expect([relname, rowCount]).toEqual([relname, 0])
      }
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

  it('mixes nothing up in 2,000 transactions at once over a few connections', async () => {
    const { store } = house.phrm.ports
    const request = { page: 1, perPage: 20 }
    const foreign = await Promise.all(
      Array.from({ length: 2000 }, async (_, number) => {
        const client = clients[Math.trunc(Math.random() * clients.length)]
        if (!client) throw new Error('There is nobody.')
        const run = number % 2 ? store.read : store.as
        const page = await run(client.accountId, ({ healthRecords }) => healthRecords.list(request))
        return page.total !== 1 || page.items.some(({ userId }) => userId !== client.accountId)
      }),
    )
    expect(foreign.filter(Boolean)).toEqual([])
  }, 60_000)
})
