import { isAbsolute, join, resolve } from 'node:path'
import type { RegistrationMode } from '@phrm/core'
import { environmentReader, type Environment, type EnvironmentReader } from './environment.ts'
import { readRateLimits, type RateLimits } from './rate-limits.ts'
import { readAISettings, type AISettings } from './ai-settings.ts'
import { readMailSettings, type MailSettings } from './mail-settings.ts'
import { listHints, readDatabaseUrl } from './replaced-variables.ts'

/** Everything that can be set, read once at start. Names are those of the original's documentation where it has one. */
export interface Config {
  production: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Absolute. Database, files, key and lock of the embedded mode; files and key otherwise. */
  dataDir: string
  /** Absolute. Bytes of the documents. */
  uploadFolder: string
  /** Left out: the embedded database in `dataDir`. */
  databaseUrl?: string | undefined
  /** Left out: memory of the process. */
  redisUrl?: string | undefined
  /** At least 32 characters; left out: made at first start and kept in `dataDir`. */
  secretKey?: string | undefined
  host: string
  port: number
  /** Origin under which people reach PHRM, when it is not the one that it listens on. */
  publicOrigin?: string | undefined
  tls?: { certificateFile: string; keyFile: string } | undefined
  /** Addresses or CIDRs of proxies whose X-Forwarded-* headers are believed. */
  trustedProxies: string[]
  /** Bytes of one uploaded file. */
  maxContentLength: number
  pool: { size: number; recycleSeconds: number }
  /** Who may make an account after the first one, until an administrator chooses. */
  registration: RegistrationMode
  session: { idle: number; overall: number; remembered: number }
  /** In which somebody who leaves can come back. */
  deletionDays: number
  rateLimits: RateLimits
  ai: AISettings
  /** Left out: no mail is sent. */
  mail?: MailSettings | undefined
  /** Absolute. PDFs of the library. */
  referenceBooksPath: string
  /** Sentences about variables that have no use any more. */
  hints: string[]
}

const hour = 3600
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Throws `ConfigurationError` that names every fault at once. `root` is the folder that relative paths start from. */
export function readConfig(environment: Environment, root: string): Config {
  const reader = environmentReader(environment)
  const path = (name: string, byDefault: string): string => {
    const value = reader.text(name) ?? byDefault
    return isAbsolute(value) ? value : resolve(root, value)
  }
  const dataDir = path('PHRM_DATA_DIR', 'data')
  const production =
    reader.choice('FLASK_ENV', ['development', 'production'], 'development') === 'production'
  const config: Config = {
    production,
    logLevel: readLogLevel(reader, production),
    dataDir,
    uploadFolder: path('UPLOAD_FOLDER', join(dataDir, 'uploads')),
    databaseUrl: readDatabaseUrl(reader),
    redisUrl: readRedisUrl(reader),
    secretKey: readSecretKey(reader),
    ...readAddress(reader, production),
    maxContentLength: reader.integer('MAX_CONTENT_LENGTH', {
      default: 16_777_216,
      minimum: 1024,
      maximum: 2 ** 30,
    }),
    pool: {
      size: reader.integer('PHRM_POOL_SIZE', { default: 20, minimum: 1, maximum: 500 }),
      recycleSeconds: reader.integer('PHRM_POOL_RECYCLE', {
        default: hour,
        minimum: 10,
        maximum: 24 * hour,
      }),
    },
    registration: reader.choice('PHRM_REGISTRATION', ['open', 'invite', 'closed'], 'closed'),
    session: readSession(reader),
    deletionDays: reader.integer('PHRM_DELETION_DAYS', { default: 30, minimum: 1, maximum: 365 }),
    rateLimits: readRateLimits(reader),
    ai: readAISettings(reader),
    mail: readMailSettings(reader),
    referenceBooksPath: path('REFERENCE_BOOKS_PATH', 'reference_books'),
    hints: listHints(reader),
  }
  reader.finish()
  return config
}

function readLogLevel(reader: EnvironmentReader, production: boolean): Config['logLevel'] {
  const debug = reader.flag('DEBUG', false)
  if (debug && production) reader.refuse('DEBUG does not go together with FLASK_ENV=production.')
  return reader.choice(
    'LOG_LEVEL',
    ['debug', 'info', 'warn', 'error', 'silent'],
    debug ? 'debug' : 'warn',
  )
}

/** The original names one address for limits and another for sessions; here one serves both. */
function readRedisUrl(reader: EnvironmentReader): string | undefined {
  const protocols = ['redis:', 'rediss:', 'unix:']
  return reader.url('REDIS_URL', protocols) ?? reader.url('RATELIMIT_STORAGE_URL', protocols)
}

function readSecretKey(reader: EnvironmentReader): string | undefined {
  const key = reader.text('SECRET_KEY')
  if (key !== undefined && (key.length < 32 || /secret-key|change-?me|generate-a/i.test(key))) {
    reader.refuse(
      'SECRET_KEY is a random text of at least 32 characters (for example: openssl rand -base64 48), or left out: PHRM then makes one and keeps it in its data folder.',
    )
  }
  return key
}

function readAddress(reader: EnvironmentReader, production: boolean) {
  const host = reader.text('PHRM_HOST') ?? '127.0.0.1'
  const certificateFile = reader.text('PHRM_TLS_CERT')
  const keyFile = reader.text('PHRM_TLS_KEY')
  const tls = certificateFile && keyFile ? { certificateFile, keyFile } : undefined
  const trustedProxies = (reader.text('PHRM_TRUSTED_PROXIES') ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    reader.refuse('PHRM_TLS_CERT and PHRM_TLS_KEY go together.')
  }
  if (!loopback.has(host) && !tls && trustedProxies.length === 0) {
    reader.refuse(
      `PHRM_HOST=${host} reaches beyond this machine, where health data must not travel in the clear: give PHRM_TLS_CERT and PHRM_TLS_KEY, or name the proxy that does TLS in PHRM_TRUSTED_PROXIES.`,
    )
  }
  const publicOrigin = reader.url('PHRM_PUBLIC_ORIGIN', ['http:', 'https:'])?.replace(/\/$/, '')
  if (production && publicOrigin && !isPrivate(publicOrigin)) {
    reader.refuse(
      'PHRM_PUBLIC_ORIGIN begins with https:// in production: over http everybody on the way reads along.',
    )
  }
  return {
    host,
    port: reader.integer('PORT', { default: 3000, minimum: 0, maximum: 65_535 }),
    publicOrigin,
    tls,
    trustedProxies,
  }
}

/** Nobody on the way reads what goes there. */
function isPrivate(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || loopback.has(hostname.replace(/^\[|\]$/g, ''))
}

function readSession(reader: EnvironmentReader): Config['session'] {
  const seconds = (name: string, byDefault: number): number =>
    reader.integer(name, { default: byDefault, minimum: 60, maximum: 90 * 24 * hour })
  return {
    idle: seconds('PHRM_SESSION_IDLE', hour),
    overall: seconds('PHRM_SESSION_OVERALL', 24 * hour),
    remembered: seconds('PHRM_SESSION_REMEMBERED', 14 * 24 * hour),
  }
}

/** Whether only this machine can reach the server. */
export function isLoopback({ host }: Pick<Config, 'host'>): boolean {
  return loopback.has(host)
}
