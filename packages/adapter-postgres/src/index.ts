export { APP_ROLE, asAccount, asHouse } from './account-transaction.ts'
export { createDatabase } from './database.ts'
export { openPool, type PoolOptions } from './pool.ts'
