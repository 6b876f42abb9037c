export { openEmptyDatabase } from './empty-database.ts'
export { migrationsFolder } from './migrations-folder.ts'
export { openTestDatabase, type TestDatabase } from './open-test-database.ts'
