export { readConfig, isLoopback, type Config } from './config/config.ts'
export { ConfigurationError, type Environment } from './config/environment.ts'
export type { RateLimit, RateLimits } from './config/rate-limits.ts'
export { openPhrm, type Phrm, type OpenOptions } from './open-phrm.ts'
export { createPasswordHasher } from './password-hasher.ts'
export { deriveKey } from './secret-key.ts'
export {
  DataFolderInUseError,
  MigrationMismatchError,
  readLock,
  type LockInfo,
} from '@phrm/adapter-postgres'
