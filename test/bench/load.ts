// The clients, in a process of their own, so that their work is not counted as the server's. Ends with its parent.
import autocannon, { type Client, type Result } from 'autocannon'
import type { LoadResult, Target } from './load.process.ts'
import { toAccessToken, toPath } from './sample-account.ts'

const connections = 32

/** Less than the application answers on one connection before it asks for another. */
const reconnectRate = 900

/** After these a connection begins anew. */
const requestsPerConnection = 400

process.once('disconnect', () => process.exit())
process.on('message', async (target: Target) => process.send!(await press(target)))

/** Each request is that of an account drawn at random. */
async function press({ port, signingSecret, accounts, seconds }: Target): Promise<LoadResult> {
  const times: number[] = []
  const result = await new Promise<Result>((resolve, reject) => {
    const options = {
      url: `http://127.0.0.1:${port}`,
      connections,
      duration: seconds,
      setupClient,
      reconnectRate,
    }
    const running = autocannon(options, (error, ended) => (error ? reject(error) : resolve(ended)))
    running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds))
  })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} requests failed.`)
  times.sort((a, b) => a - b)
  return {
    requestsPerSecond: times.length / result.duration,
    p95ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
  }

  function setupClient(client: Client): void {
    client.setRequests(Array.from({ length: requestsPerConnection }, drawRequest))
  }

  function drawRequest() {
    const account = 1 + Math.floor(Math.random() * accounts)
    const authorization = `Bearer ${toAccessToken(account, signingSecret)}`
    return { method: 'GET' as const, path: toPath(account), headers: { authorization } }
  }
}
