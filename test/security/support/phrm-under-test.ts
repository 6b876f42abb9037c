import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createStore } from '@phrm/adapter-postgres'
import { openTestDatabase, type TestDatabase } from '@phrm/adapter-postgres/testing'
import { buildApp, toApiSettings } from '@phrm/api'
import { openPhrm, readConfig, type Phrm } from '@phrm/composition'

export const password = 'seven geese on a frozen pond'

export interface PhrmUnderTest {
  phrm: Phrm
  app: FastifyInstance
  /** Past every wall: for looking at what is really kept. */
  database: TestDatabase
  /** Makes an account and signs it in. */
  register(name: string): Promise<Client>
  /** Names of all files that are kept. */
  files(): Promise<string[]>
  close(): Promise<void>
}

export interface Client {
  accountId: number
  selfId: number
  token: string
  cookie: string
  send(options: InjectOptions | string): Promise<LightMyRequestResponse>
  post(url: string, payload: object): Promise<LightMyRequestResponse>
  put(url: string, payload: object): Promise<LightMyRequestResponse>
  /** Uploads and answers the response. */
  upload(recordId: number, files: UploadedFile[]): Promise<LightMyRequestResponse>
}

/** Which of the two walls between accounts stand; each has to hold alone. */
export type Walls = 'both' | 'access rule' | 'row-level security'

export interface UploadedFile {
  filename: string
  content: string | Buffer
}

const unlimited = Object.fromEntries(
  ['DEFAULT', 'BROWSER', 'AUTH', 'AI', 'UPLOAD'].map((name) => [
    `RATELIMIT_${name}`,
    '1000000 per second',
  ]),
)

/** The whole of PHRM on a database and a folder of its own, without a worker; not limited unless asked to be. */
export async function openPhrmUnderTest(
  environment: Record<string, string> = {},
  walls: Walls = 'both',
): Promise<PhrmUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'phrm-security-'))
  const config = readConfig(
    {
      PHRM_DATA_DIR: folder,
      PHRM_REGISTRATION: 'open',
      LOG_LEVEL: 'silent',
      MAX_CONTENT_LENGTH: String(256 * 1024),
      ...unlimited,
      ...environment,
    },
    folder,
  )
  await mkdir(config.uploadFolder, { recursive: true })
  const database = await openTestDatabase()
  const { db, close } = database
  const phrm = await openPhrm(config, {
    // As who is connected, a superuser: row-level security then shows and takes everything.
    database: {
      store: createStore(db, walls === 'access rule' ? 'none' : undefined),
      migrate: async () => [],
      close,
    },
    withoutAccessRule: walls === 'row-level security',
  })
  const { useCases, signingSecret, rateCounter } = phrm
  const settings = toApiSettings(config)
  const app = await buildApp({ useCases, signingSecret, rateCounter, settings })
  return {
    phrm,
    app,
    database,
    register: (name) => register(app, name),
    files: async () => {
      const found = await readdir(config.uploadFolder, { recursive: true, withFileTypes: true })
      return found.filter((each) => each.isFile()).map((each) => each.name)
    },
    close: async () => {
      await app.close()
      await phrm.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function register(app: FastifyInstance, name: string): Promise<Client> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/register',
    payload: {
      username: name,
      email: `${name}@example.org`,
      password,
      first_name: name,
      last_name: 'Test',
    },
  })
  if (response.statusCode !== 201) throw new Error(response.body)
  const { access_token: token, user } = response.json<{
    access_token: string
    user: { id: number; family_member_id: number }
  }>()
  const send: Client['send'] = (options) => {
    const request = typeof options === 'string' ? { url: options } : options
    const authorization = `Bearer ${token}`
    return app.inject({ ...request, headers: { authorization, ...request.headers } })
  }
  return {
    accountId: user.id,
    selfId: user.family_member_id,
    token,
    cookie: response.cookies[0]?.value ?? '',
    send,
    post: (url, payload) => send({ method: 'POST', url, payload }),
    put: (url, payload) => send({ method: 'PUT', url, payload }),
    upload: (recordId, files) => send(toUpload(recordId, files)),
  }
}

export function toUpload(recordId: number, files: UploadedFile[]): InjectOptions {
  const boundary = 'xYzZy'
  const parts = files.flatMap(({ filename, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return {
    method: 'POST',
    url: `/api/v1/records/${recordId}/documents`,
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
