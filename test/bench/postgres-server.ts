import { execFile, execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const script = fileURLToPath(new URL('../../infra/test-postgres.sh', import.meta.url))
const run = promisify(execFile)

export interface Server {
  databaseUrl: string
  close(): Promise<void>
}

/** The one that TEST_DATABASE_URL names, as a superuser; else one of our own, large enough to keep all rows in memory. */
export async function openServer(say: (text: string) => void): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { databaseUrl: given, close: async () => {} }
  const env = {
    ...process.env,
    PHRM_TEST_POSTGRES_RUN: join(tmpdir(), `phrm-bench-postgres-${process.pid}`),
    PHRM_TEST_POSTGRES_BUFFERS: '1GB',
  }
  say('starting PostgreSQL')
  const { stdout } = await run(script, ['start'], { env })
  const stop = (): void => void execFileSync(script, ['stop'], { env })
  // However this process ends: nothing else would end the server.
  process.once('exit', stop)
  const databaseUrl = /^DATABASE_URL=(.*)$/m.exec(stdout)?.[1]
  if (!databaseUrl) throw new Error(`${script} told no address.`)
  const close = async (): Promise<void> => {
    process.off('exit', stop)
    stop()
  }
  return { databaseUrl, close }
}
