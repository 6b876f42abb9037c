import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { registerClient, RequestFailed, type Client } from '../support/client.ts'
import { startPostgres, type PostgresServer } from './support/servers.ts'

let server: PostgresServer
let application: Application
let client: Client

beforeAll(async () => {
  server = await startPostgres()
  application = await startApplication({ environment: { DATABASE_URL: server.databaseUrl } })
  const person = { username: 'anna', email: 'anna@example.org', password: 'four words in a row' }
  client = await registerClient(application.address, person)
})

afterAll(async () => {
  await application?.stop()
  await server?.close()
  if (application) await removeDataDir(application.dataDir)
})

test('a restart of PostgreSQL under load ends nothing, and 2 seconds later all is as before', async () => {
  const stopping = new AbortController()
  const kept: number[] = []
  const answered: number[] = []
  const refusals = new Map<string, number>()

  async function press(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const { id } = await client.request<{ id: number }>('POST', '/records', {
          date: '2026-03-01',
          chief_complaint: 'Cough',
        })
        kept.push(id)
        await client.request('GET', '/records')
        answered.push(performance.now())
      } catch (error) {
        const status = error instanceof RequestFailed ? String(error.status) : String(error)
        refusals.set(status, (refusals.get(status) ?? 0) + 1)
      }
    }
  }

  const pressing = Array.from({ length: 8 }, press)
  await pause(1500)
  await server.restart()
  const back = performance.now()
  await pause(3000)
  stopping.abort()
  await Promise.all(pressing)

  const first = answered.find((at) => at > back)
  const recovery = Math.round((first ?? Infinity) - back)
  console.log(
    `restart under load: ${kept.length} records written, refused: ${JSON.stringify(Object.fromEntries(refusals))}, first answer ${recovery} ms after the server was back`,
  )
  expect(application.process.exitCode).toBeNull()
  // Whoever asked meanwhile was told to come back, in order.
  expect([...refusals.keys()].filter((status) => status !== '503')).toEqual([])
  expect([...refusals.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0)
  expect(recovery).toBeLessThan(2000)
  expect(await idsOf(client)).toEqual(expect.arrayContaining(kept))
})

async function idsOf(client: Client): Promise<number[]> {
  const ids: number[] = []
  for (let page = 1; ; page++) {
    const { records } = await client.request<{ records: { id: number }[] }>(
      'GET',
      `/records?per_page=100&page=${page}`,
    )
    if (records.length === 0) return ids
    ids.push(...records.map(({ id }) => id))
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
