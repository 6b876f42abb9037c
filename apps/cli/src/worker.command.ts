import { ConfigurationError } from '@phrm/composition'
import { startWorker } from '@phrm/worker'
import { loadConfig, reportFault, say, withPhrm } from './open.ts'
import { findOriginHint } from './origin-hint.ts'
import { untilStopped } from './stop-signal.ts'

export async function work(): Promise<void> {
  const config = loadConfig()
  if (config.databaseUrl === undefined) {
    throw new ConfigurationError([
      'Without DATABASE_URL the running application reads documents itself; a worker of its own is for a database server.',
    ])
  }
  const hint = findOriginHint(config)
  if (hint !== undefined) say(hint)
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
