import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { startPostgres, type PostgresServer } from './support/servers.ts'

describe.each(['embedded', 'server'] as const)('twenty writers of one version (%s)', (kind) => {
  let server: PostgresServer | undefined
  let application: Application

  beforeAll(async () => {
    if (kind === 'server') server = await startPostgres()
    const environment: Record<string, string> = server ? { DATABASE_URL: server.databaseUrl } : {}
    application = await startApplication({ environment })
  })

  afterAll(async () => {
    await application?.stop()
    await server?.close()
    if (application) await removeDataDir(application.dataDir)
  })

  test('one wins, nineteen are told that they are late', async () => {
    const url = `${application.address}/api/v1`
    const session = await post(`${url}/auth/register`, {}, newcomer)
    const { access_token } = (await session.json()) as { access_token: string }
    const headers = { authorization: `Bearer ${access_token}` }
    const created = await post(`${url}/records`, headers, { date: '2026-03-01' })
    const { id } = (await created.json()) as { id: number }
    const etag = created.headers.get('etag') ?? ''

    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        const response = await fetch(`${url}/records/${id}`, {
          method: 'PUT',
          headers: { ...headers, 'content-type': 'application/json', 'if-match': etag },
          body: JSON.stringify({ date: '2026-03-01', notes: `writer ${writer}` }),
        })
        await response.arrayBuffer()
        return response.status
      }),
    )
    expect(statuses.toSorted()).toEqual([200, ...Array<number>(19).fill(412)])
  })
})

const newcomer = {
  username: 'anna',
  email: 'anna@example.org',
  password: 'four words in a row',
  first_name: 'Anna',
  last_name: 'Meier',
}

function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
