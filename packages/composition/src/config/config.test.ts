import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { ConfigurationError } from './environment.ts'

const read = (environment: Record<string, string>) => readConfig(environment, '/srv/phrm')

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults
    throw error
  }
  return []
}

test('nothing has to be set', () => {
  expect(read({})).toMatchObject({
    dataDir: '/srv/phrm/data',
    uploadFolder: '/srv/phrm/data/uploads',
    host: '127.0.0.1',
    port: 3000,
    maxContentLength: 16_777_216,
    databaseUrl: undefined,
    registration: 'closed',
    ai: { local: undefined, huggingFace: undefined, groq: undefined, deepSeek: undefined },
    hints: [],
  })
})

test('an empty variable is an absent one, as compose files write it', () => {
  expect(read({ GROQ_API_KEY: '', PORT: ' ' })).toMatchObject({
    port: 3000,
    ai: { groq: undefined },
  })
})

test('everything that is wrong is said at once, each by its name', () => {
  const faults = faultsOf({
    PORT: 'http',
    MAX_CONTENT_LENGTH: '-1',
    DEBUG: 'perhaps',
    RATELIMIT_AI: 'often',
  })
  expect(faults).toHaveLength(4)
  for (const name of ['PORT', 'MAX_CONTENT_LENGTH', 'DEBUG', 'RATELIMIT_AI']) {
    expect(faults.join('\n')).toContain(name)
  }
})

const mail = { MAIL_SERVER: 'smtp.example.org', MAIL_DEFAULT_SENDER: 'PHRM <phrm@example.org>' }

describe('what must not pass unnoticed', () => {
  test.each([
    [
      'a key that anyone can read in an example',
      { SECRET_KEY: 'your-super-secret-key-here-and-longer' },
    ],
    ['a short key', { SECRET_KEY: 'short' }],
    ['SQLite, which would keep its data elsewhere', { DATABASE_URL: 'sqlite:///phrm.db' }],
    ['another database', { DATABASE_URL: 'mysql://localhost/phrm' }],
    ['health data in the clear beyond this machine', { PHRM_HOST: '0.0.0.0' }],
    ['a certificate without its key', { PHRM_TLS_CERT: '/a.pem' }],
    ['mail with its links in the clear', { ...mail, MAIL_USE_TLS: 'false' }],
    ['mail from nobody', { MAIL_SERVER: 'smtp.example.org' }],
    ['a name for the mail server without a password', { ...mail, MAIL_USERNAME: 'me' }],
    ['two kinds of encryption at once', { ...mail, MAIL_USE_TLS: 'true', MAIL_USE_SSL: 'true' }],
    ['debugging in production', { FLASK_ENV: 'production', DEBUG: 'true' }],
  ])('%s', (_what, environment) => {
    expect(faultsOf(environment)).toHaveLength(1)
  })
})

test('a fault never repeats what was set: it could be a secret', () => {
  expect(
    faultsOf({ SECRET_KEY: 'hunter2', DATABASE_URL: 'mysql://me:hunter2@db/x' }).join(),
  ).not.toContain('hunter2')
})

test('variables of the original that have no use any more are hints', () => {
  const gone = {
    WTF_CSRF_TIME_LIMIT: '3600',
    RAG_ISOLATED_MODE: 'false',
    SESSION_COOKIE_SECURE: 'true',
  }
  expect(read(gone).hints).toHaveLength(3)
})

test('limits are written as the original writes them', () => {
  const { rateLimits } = read({ RATELIMIT_DEFAULT: '7 per minute', RATELIMIT_AI: '2/hour' })
  expect(rateLimits.general).toEqual({ max: 7, windowMs: 60_000 })
  expect(rateLimits.ai).toEqual({ max: 2, windowMs: 3_600_000 })
})

test('a vendor counts with its key alone; one key serves limits and sessions', () => {
  const config = read({
    GROQ_API_KEY: 'k',
    DEEPSEEK_MODEL: 'm',
    RATELIMIT_STORAGE_URL: 'redis://localhost:6379/0',
  })
  expect(config.ai.groq).toMatchObject({ apiKey: 'k', model: 'openai/gpt-oss-120b' })
  expect(config.ai.deepSeek).toBeUndefined()
  expect(config.redisUrl).toBe('redis://localhost:6379/0')
})

test('mail is sent encrypted, by the port that goes with it, when a server is named', () => {
  expect(read({}).mail).toBeUndefined()
  expect(read(mail).mail).toMatchObject({ port: 587, security: 'starttls' })
  expect(read({ ...mail, MAIL_USE_SSL: 'true' }).mail).toMatchObject({ port: 465, security: 'tls' })
  const here = { ...mail, MAIL_SERVER: 'localhost', MAIL_PORT: '1025', MAIL_USE_TLS: 'false' }
  expect(read(here).mail).toMatchObject({ port: 1025, security: 'none' })
  const named = { MAIL_SERVER: 'smtp.example.org', MAIL_USERNAME: 'me@x.org', MAIL_PASSWORD: 'p' }
  expect(read(named).mail).toMatchObject({ sender: 'me@x.org' })
})
