import { type OpenedStore, describeStoreContract } from '@phrm/core/testing'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { createStore } from './store.ts'

describeStoreContract('PostgreSQL or embedded, as the environment has it', async () => {
  const database = await openTestDatabase()
  return {
    store: createStore(database.db),
    share: shareIn(database),
    close: () => database.close(),
  }
})

function shareIn({ pool }: TestDatabase): OpenedStore['share'] {
  return async (accountId, familyMemberId, role, validUntil) => {
    const key = [accountId, familyMemberId]
    await pool.query('delete from user_family where user_id = $1 and family_member_id = $2', key)
    if (role === undefined) return
    await pool.query(
      'insert into user_family (user_id, family_member_id, role, valid_until) values ($1, $2, $3, $4)',
      [...key, role, validUntil ?? null],
    )
  }
}
