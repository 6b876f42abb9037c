import { describeStoreContract, type OpenedStore } from '@phrm/core/testing'
import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { asHouse } from './account-transaction.ts'
import { createStore } from './store.ts'

describeStoreContract('PostgreSQL or embedded, as the environment has it', async () => {
  const database = await openTestDatabase()
  return {
    store: createStore(database.db),
    share: shareIn(database),
    close: () => database.close(),
  }
})

/** As the role that owns the doors: the table is closed to its owner too. */
function shareIn({ db }: TestDatabase): OpenedStore['share'] {
  return (accountId, familyMemberId, role, validUntil) =>
    asHouse(db, async (trx) => {
      await sql`set local role phrm_door`.execute(trx)
      await sql`
        delete from user_family where user_id = ${accountId} and family_member_id = ${familyMemberId}`.execute(
        trx,
      )
      if (role === undefined) return
      await sql`
        insert into user_family (user_id, family_member_id, role, valid_until)
        values (${accountId}, ${familyMemberId}, ${role}, ${validUntil ?? null})`.execute(trx)
    })
}
