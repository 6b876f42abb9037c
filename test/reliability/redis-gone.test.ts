import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { registerClient, type Client } from '../support/client.ts'
import { median, timed } from './support/pace.ts'
import { startRedis, type RedisServer } from './support/servers.ts'

const person = { username: 'anna', email: 'anna@example.org', password: 'four words in a row' }

describe.each([
  ['frozen', 'SIGSTOP', 16_395],
  ['killed', 'SIGKILL', 16_396],
] as const)('with Redis %s', (name, signal, port) => {
  let redis: RedisServer
  let application: Application
  let client: Client

  beforeAll(async () => {
    redis = await startRedis(port)
    const environment = { REDIS_URL: redis.redisUrl, RATELIMIT_AUTH: '10 per minute' }
    application = await startApplication({ environment })
    client = await registerClient(application.address, person)
    await client.request('POST', '/records', { date: '2026-03-01' })
  })

  afterAll(async () => {
    if (redis && signal === 'SIGSTOP') process.kill(redis.pid, 'SIGCONT')
    await application?.stop()
    await redis?.close()
    if (application) await removeDataDir(application.dataDir)
  })

  test('no request is slower by more than half a second, and limits hold in each process', async () => {
    const before = await measure(client, 60)
    process.kill(redis.pid, signal)
    const after = await measure(client, 60)
    const extra = Math.round(Math.max(...after) - median(before))
    console.log(
      `Redis ${name}: median ${median(before).toFixed(1)} ms before, ${median(after).toFixed(1)} ms after; slowest ${Math.max(...after).toFixed(0)} ms`,
    )
    expect(extra).toBeLessThan(500)

    const statuses: number[] = []
    for (let attempt = 0; attempt < 14; attempt++) statuses.push(await tryPassword(application))
    // The eleventh of a minute is refused, whatever was counted before Redis went.
    expect(statuses.slice(0, 9)).not.toContain(429)
    expect(statuses.slice(10)).toEqual([429, 429, 429, 429])
  })
})

async function measure(client: Client, times: number): Promise<number[]> {
  const milliseconds: number[] = []
  for (let time = 0; time < times; time++)
    milliseconds.push((await timed(() => client.request('GET', '/records'))).milliseconds)
  return milliseconds
}

/** Of an account that does not exist, so that only the limit of the address counts. */
async function tryPassword({ address }: Application): Promise<number> {
  const response = await fetch(`${address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `nobody-${Math.random()}@example.org`, password: 'wrong' }),
  })
  await response.arrayBuffer()
  return response.status
}
