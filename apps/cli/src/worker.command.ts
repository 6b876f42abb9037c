import { ConfigurationError, type Config } from '@phrm/composition'
import { startWorker } from '@phrm/worker'
import { loadConfig, reportFault, say, withPhrm } from './open.ts'
import { untilStopped } from './stop-signal.ts'

export async function work(): Promise<void> {
  const config = loadConfig()
  if (config.databaseUrl === undefined) {
    throw new ConfigurationError([
      'Without DATABASE_URL the running application reads documents itself; a worker of its own is for a database server.',
    ])
  }
  if (guessesOrigin(config)) say(originHint)
  await withPhrm(config, async ({ ports, handlers, useCases }) => {
    const { store, events } = ports
    const worker = startWorker({
      queue: store.jobs,
      events,
      handlers,
      sealAudit: useCases.audit.seal,
      onError: reportFault,
    })
    say('The worker waits for jobs.')
    await untilStopped()
    await worker.stop()
  })
}

/** The application knows the port that it listens on; the worker, who writes the letters, is told nothing of it. */
function guessesOrigin({ publicOrigin, port }: Config): boolean {
  return publicOrigin === undefined && port === 3000
}

const originHint =
  'Links in letters lead to http://localhost:3000. If PHRM is reached under another address, set PHRM_PUBLIC_ORIGIN for the worker too.'
