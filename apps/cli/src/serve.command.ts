import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startServer, toApiSettings, type RunningServer } from '@phrm/api'
import { openPhrm, type Config, type Phrm } from '@phrm/composition'
import { startWorker } from '@phrm/worker'
import { loadConfig, reportFault, root, say } from './open.ts'
import { untilStopped } from './stop-signal.ts'

export interface ServeOptions {
  demo?: boolean
  worker: boolean
}

export async function serve(options: ServeOptions): Promise<void> {
  const config = loadConfig()
  const phrm = await openPhrm(config, { onError: reportFault, log: say })
  try {
    await phrm.migrate()
    if (phrm.embedded) await phrm.recover()
    else await closeOldAttempts(phrm)
    // Drawing the sample family takes memory that nobody else needs.
    const sample = options.demo ? await import('./demo.ts') : undefined
    const demo = await sample?.addDemoRecords(phrm)
    const server = await listen(phrm, config)
    phrm.listensOn(Number(new URL(server.address).port) || config.port)
    const worker = runsWorker(phrm, options) ? startOwnWorker(phrm) : undefined
    await announce(phrm, server, demo && sample?.toSignInWords(demo.email))
    if (demo) void sample?.addDemoPapers(phrm, demo).catch(reportFault)
    await untilStopped()
    await server.close()
    await worker?.stop()
  } finally {
    await phrm.close()
  }
}

/** Another process of the same database may be in the middle of one; no answer takes a quarter of an hour. */
async function closeOldAttempts({ ports }: Phrm): Promise<void> {
  const quarter = 15 * 60_000
  await ports.store.housekeeping.closeAttempts(new Date(ports.now().getTime() - quarter))
}

async function listen(phrm: Phrm, config: Config): Promise<RunningServer> {
  const webRoot = join(root, 'apps', 'web', 'dist')
  const controlToken = phrm.ports.newToken()
  const server = await startServer({
    useCases: phrm.useCases,
    signingSecret: phrm.signingSecret,
    rateCounter: phrm.rateCounter,
    settings: toApiSettings(config),
    webRoot: existsSync(webRoot) ? webRoot : undefined,
    tls: await readTls(config),
    controlToken: phrm.lock && controlToken,
    host: config.host,
    port: config.port,
  })
  await phrm.lock?.publish({ address: server.address, controlToken })
  return server
}

async function readTls({ tls }: Config) {
  if (!tls) return undefined
  const [cert, key] = await Promise.all([readFile(tls.certificateFile), readFile(tls.keyFile)])
  return { cert, key }
}

/** Whoever has one process wants his documents read; in production a process of its own does it. */
function runsWorker({ embedded, config }: Phrm, { worker }: ServeOptions): boolean {
  return embedded || (worker && !config.production)
}

function startOwnWorker({ ports, handlers, useCases }: Phrm) {
  return startWorker({
    queue: ports.store.jobs,
    events: ports.events,
    handlers,
    sealAudit: useCases.audit.seal,
    onError: reportFault,
  })
}

async function announce(
  phrm: Phrm,
  server: RunningServer,
  signIn: string | undefined,
): Promise<void> {
  const { address, takenPort } = server
  if (takenPort !== undefined) say(`Port ${takenPort} is in use by another program.`)
  const { firstAccountCode } = phrm.ports.settings
  const { firstAccount } = await phrm.useCases.accounts.registration()
  if (firstAccountCode && firstAccount)
    say(`The first account needs this code: ${firstAccountCode}`)
  if (signIn) say(signIn)
  process.stdout.write(`PHRM is ready: ${phrm.config.publicOrigin ?? address}\n`)
}
