import { DomainError } from '@phrm/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { asAccount, asHouse, readAsAccount } from './account-transaction.ts'
import type { Database } from './tables.ts'

let test: TestDatabase
let db: Kysely<Database>

beforeAll(async () => {
  test = await openTestDatabase()
  db = test.db
  await test.pool.query(`
    create table notes (id int primary key, account_id int not null, body text not null default '', count int default 0);
    alter table notes enable row level security;
    alter table notes force row level security;
    create policy own on notes using (account_id = door.current_account());
    grant select, insert, update on notes to phrm_app;
  `)
})
beforeEach(async () => {
  await test.pool.query(
    'truncate notes; insert into notes (id, account_id) select i, i % 5 + 1 from generate_series(1, 50) i',
  )
})
afterAll(() => test.close())

const accounts = async (trx: Kysely<Database>) =>
  (await sql<{ account_id: number }>`select distinct account_id from notes`.execute(trx)).rows.map(
    (row) => row.account_id,
  )

const countUp = (trx: Transaction<Database>, count: number) =>
  sql`update notes set count = ${count} where id = 1`.execute(trx)

const readCount = async (trx: Kysely<Database>) =>
  (await sql<{ count: number }>`select count from notes where id = 1`.execute(trx)).rows[0]!.count

describe('row-level security', () => {
  it('shows an account its own rows only', async () => {
    expect(await asAccount(db, 3, accounts)).toEqual([3])
  })

  it('shows nothing to the role when no account is set', async () => {
    const seen = await asHouse(db, async (trx) => {
      await sql`set local role phrm_app`.execute(trx)
      return accounts(trx)
    })
    expect(seen).toEqual([])
  })

  it('leaves neither role nor account behind on the connection', async () => {
    await asAccount(db, 3, accounts)
    const { rows } = await test.pool.query(
      `select current_user <> 'phrm_app' as back, coalesce(current_setting('phrm.account', true), '') as account`,
    )
    expect(rows).toEqual([{ back: true, account: '' }])
  })

  it('leaks nothing between 500 interleaved transactions of five accounts', async () => {
    const seen = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const account = (index % 5) + 1
        const run = asAccount(db, account, async (trx) => {
          const first = await accounts(trx)
          if (index % 7 === 0) throw new Error('rolled back')
          return [...first, ...(await accounts(trx))]
        })
        return (await run.catch(() => [account, account])).every((found) => found === account)
      }),
    )
    expect(seen.filter((own) => !own)).toEqual([])
  })

  it.each([0, -1, 1.5, NaN, Infinity, '1; drop table notes', null, undefined])(
    'refuses %s as an account',
    async (id) => {
      await expect(asAccount(db, id as number, accounts)).rejects.toThrow(TypeError)
    },
  )
})

describe('a transaction', () => {
  it('makes 50 parallel read-modify-writes add up', async () => {
    const increment = () =>
      asAccount(db, 2, async (trx) => {
        await sql`select from notes where id = 1 for update`.execute(trx)
        await countUp(trx, (await readCount(trx)) + 1)
      })
    await Promise.all(Array.from({ length: 50 }, increment))
    expect(await asHouse(db, readCount)).toBe(50)
  })

  it('rolls back what throws, and passes the error on', async () => {
    const work = asAccount(db, 2, async (trx) => {
      await countUp(trx, 9)
      throw new DomainError('conflict', 'no')
    })
    await expect(work).rejects.toMatchObject({ code: 'conflict' })
    expect(await asHouse(db, readCount)).toBe(0)
  })

  it('does not pretend to have committed when a swallowed error has undone it', async () => {
    const work = asHouse(db, async (trx) => {
      await countUp(trx, 9)
      await sql`select 1 / 0`.execute(trx).catch(() => {})
    })
    await expect(work).rejects.toMatchObject({ code: '22012' })
    expect(await asHouse(db, readCount)).toBe(0)
  })

  it('lets statements travel together and answers each its own rows', async () => {
    const numbers = [1, 2, 3, 4, 5]
    const answers = await asAccount(db, 1, (trx) =>
      Promise.all(numbers.map((number) => sql`select ${number}::int as number`.execute(trx))),
    )
    expect(answers.map(({ rows }) => rows[0])).toEqual(numbers.map((number) => ({ number })))
  })

  it('gives no statement to a straggler after its end', async () => {
    let straggler: Transaction<Database> | undefined
    await asAccount(db, 1, async (trx) => {
      straggler = trx
    })
    await expect(accounts(straggler!)).rejects.toThrow('The transaction has ended.')
  })

  it('fails fast when the database is used beside it', { timeout: 5_000 }, async () => {
    const nested = (inner: () => Promise<unknown>) => asAccount(db, 1, () => inner())
    await expect(nested(() => accounts(db))).rejects.toThrow('inside a transaction callback')
    await expect(nested(() => asAccount(db, 1, accounts))).rejects.toThrow('inside a transaction')
    await expect(nested(() => asHouse(db, accounts))).rejects.toThrow('inside a transaction')
    expect(await asAccount(db, 1, accounts)).toEqual([1])
  })

  it('is tried again after a deadlock or a serialization failure', async () => {
    for (const state of ['40P01', '40001']) {
      let tries = 0
      const result = await asHouse(db, async (trx) => {
        await countUp(trx, 7)
        if (++tries < 3) await raise(trx, state)
        return readCount(trx)
      })
      expect([tries, result]).toEqual([3, 7])
    }
  })

  it('is not tried again for ever, nor after other errors', async () => {
    const tries = { '40001': 0, '23505': 0 }
    for (const state of ['40001', '23505'] as const) {
      const work = asHouse(db, async (trx) => {
        tries[state]++
        await raise(trx, state)
      })
      await expect(work).rejects.toMatchObject({ code: state })
    }
    expect(tries).toEqual({ '40001': 5, '23505': 1 })
  })

  it('reads nothing when its begin fails', async () => {
    await test.pool.query('alter role phrm_app rename to phrm_gone')
    const error = await asAccount(db, 1, accounts).catch((failure: unknown) => failure)
    await test.pool.query('alter role phrm_gone rename to phrm_app')
    expect(error).toMatchObject({ code: '22023' })
  })

  it('survives a statement whose prepared plan a migration made useless', async () => {
    await test.pool.query('create table shapes (id int); insert into shapes values (1)')
    const read = () =>
      asHouse(db, async (trx) => (await sql`select * from shapes`.execute(trx)).rows)
    expect(await read()).toEqual([{ id: 1 }])
    await test.pool.query('alter table shapes add wide text')
    expect(await read()).toEqual([{ id: 1, wide: null }])
  })

  it('is rolled back when its client is dropped', async () => {
    const client = await test.pool.connect()
    await client.query('begin; update notes set count = 99 where id = 1')
    client.release(true)
    expect(await asHouse(db, readCount)).toBe(0)
  })
})

describe('reading', () => {
  it('leaks nothing between 500 interleaved questions of five accounts, failing ones among them', async () => {
    const seen = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const account = (index % 5) + 1
        const run = readAsAccount(db, account, async (trx) => {
          const broken = index % 50 === 0 ? sql`select 1 / 0`.execute(trx) : undefined
          const [first, second] = await Promise.all([accounts(trx), accounts(trx), broken])
          return [...first, ...second]
        })
        return (await run.catch(() => [account, account])).join() === [account, account].join()
      }),
    )
    expect(seen.filter((own) => !own)).toEqual([])
  })

  it('leaves neither role nor account nor its read-only mode behind', async () => {
    await readAsAccount(db, 3, accounts)
    await Promise.all(Array.from({ length: 5 }, () => asAccount(db, 1, (trx) => countUp(trx, 4))))
    const { rows } = await test.pool.query(
      `select current_user <> 'phrm_app' as back, coalesce(current_setting('phrm.account', true), '') as account`,
    )
    expect(rows).toEqual([{ back: true, account: '' }])
    expect(await asHouse(db, (trx) => countUp(trx, 5))).toMatchObject({ numAffectedRows: 1n })
  })

  it('changes nothing', async () => {
    const change = readAsAccount(db, 2, (trx) => countUp(trx, 9))
    await expect(change).rejects.toMatchObject({ code: '25006' })
    expect(await asHouse(db, readCount)).toBe(0)
  })

  it('reads nothing when the role is gone', async () => {
    await test.pool.query('alter role phrm_app rename to phrm_gone')
    const error = await readAsAccount(db, 1, accounts).catch((failure: unknown) => failure)
    await test.pool.query('alter role phrm_gone rename to phrm_app')
    expect(error).toMatchObject({ code: '22023' })
  })

  it('prepares a statement anew whose first preparation was skipped after a failure', async () => {
    const first = (trx: Kysely<Database>) => sql<{ n: number }>`select 41 + 1 as n`.execute(trx)
    const fails = readAsAccount(db, 1, (trx) =>
      Promise.all([sql`select 1 / 0`.execute(trx), first(trx)]),
    )
    await expect(fails).rejects.toMatchObject({ code: '22012' })
    expect((await readAsAccount(db, 1, first)).rows).toEqual([{ n: 42 }])
  })

  it('refuses what is asked after the answers, and lets a failure out that nobody waits for', async () => {
    const late = readAsAccount(db, 1, async (trx) => [await accounts(trx), await accounts(trx)])
    await expect(late).rejects.toThrow('The transaction has ended.')
    expect(await readAsAccount(db, 1, async () => 'nothing asked')).toBe('nothing asked')
    const fails = readAsAccount(db, 1, async (trx) => {
      void sql`select 1 / 0`.execute(trx).catch(() => {})
      throw new DomainError('not-found', 'no')
    })
    await expect(fails).rejects.toMatchObject({ code: 'not-found' })
  })
})

async function raise(trx: Transaction<Database>, state: string): Promise<void> {
  await sql`do ${sql.lit(`begin raise exception 'made up' using errcode = '${state}'; end`)}`.execute(
    trx,
  )
}
