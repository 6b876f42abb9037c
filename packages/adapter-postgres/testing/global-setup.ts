import { existsSync } from 'node:fs'
import { assertEmbeddedIsEnough } from './open-test-database.ts'

/** For vitest: decides once what the tests' database is, says so, and starts a server where there is a Docker engine. */
export async function setup(): Promise<(() => Promise<unknown>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return announce('the server at TEST_DATABASE_URL')
  if (hasDocker()) {
    const container = await startContainer().catch(() => undefined)
    if (container) {
      process.env['TEST_DATABASE_URL'] = container.getConnectionUri()
      announce(`PostgreSQL in Docker (${IMAGE})`)
      return () => container.stop()
    }
  }
  assertEmbeddedIsEnough()
  return announce('embedded PostgreSQL, in memory')
}

const IMAGE = 'pgvector/pgvector:pg17'

/** Loading testcontainers takes half a second, so it is not asked. */
function hasDocker(): boolean {
  const socket = process.platform === 'win32' ? '//./pipe/docker_engine' : '/var/run/docker.sock'
  return process.env['DOCKER_HOST'] !== undefined || existsSync(socket)
}

async function startContainer() {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  return new PostgreSqlContainer(IMAGE).start()
}

function announce(engine: string): undefined {
  process.stdout.write(`Test database: ${engine}\n`)
}
