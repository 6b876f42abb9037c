import { createHash, randomBytes } from 'node:crypto'
import { createArchives } from '@phrm/adapter-archive'
import { createDocumentReader, detectType, folderFileStore } from '@phrm/adapter-documents'
import { createOneTimeCodes, createPasskeyCeremonies } from '@phrm/adapter-factors'
import type { DataLock } from '@phrm/adapter-postgres'
import {
  createJobHandlers,
  createUseCases,
  removeOrphans,
  withAccessRule,
  type JobHandler,
  type JobKind,
  type Ports,
  type RateCounter,
  type UseCases,
} from '@phrm/core'
import { createCommonPasswords } from './common-passwords.ts'
import { isLoopback, type Config } from './config/config.ts'
import { openAnchors } from './open-anchors.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'
import { openLive } from './open-live.ts'
import { openMachine } from './open-machine.ts'
import { openMailer } from './open-mailer.ts'
import { openProviders } from './open-providers.ts'
import { createPasswordHasher } from './password-hasher.ts'
import { createSealer } from './sealer.ts'
import { createFingerprint, deriveKey, loadSecretKey } from './secret-key.ts'

/** Everything that runs, put together. Closing it closes all of it. */
export interface Phrm {
  config: Config
  useCases: UseCases
  ports: Ports
  handlers: Record<JobKind, JobHandler>
  rateCounter: RateCounter
  /** Signs access tokens. */
  signingSecret: string
  /** True when this process owns the database and its worker runs beside the server. */
  embedded: boolean
  lock?: DataLock | undefined
  migrate(): Promise<string[]>
  /** The port that was free in the end: links and passkeys name it, unless people come another way. */
  listensOn(port: number): void
  /**
   * For the only process of a data folder, before anything else works on it: frees what a killed process held,
   * closes the attempts at a provider that it began, and removes bytes whose rows never came.
   */
  recover(): Promise<{ attempts: number; jobs: number; files: number }>
  close(): Promise<void>
}

export interface OpenOptions {
  /** Told of faults of connections; never of health text. */
  onError?: (error: Error) => void
  /** Takes lines that should be kept elsewhere than here: where the log's seals stand. */
  log?: (line: string) => void
  /** Replaces single ports: for tests. */
  override?: Partial<Ports>
  /** Instead of the one that the configuration names: for tests. */
  database?: OpenDatabase
  /** Leaves row-level security as the only wall: for the tests that show that it holds alone. Nothing configures this. */
  withoutAccessRule?: boolean
}

/** Opens what the configuration names. Rejects with a sentence for people when something cannot be opened. */
export async function openPhrm(config: Config, options: OpenOptions = {}): Promise<Phrm> {
  const { onError = () => {}, override } = options
  // First what can be wrong in the configuration: nothing is open yet that had to be closed.
  const providers = openProviders(config.ai)
  const secretKey = await loadSecretKey(config.dataDir, config.secretKey)
  const database = options.database ?? (await openDatabase(config, onError))
  const live = openLive(config.redisUrl, onError)
  const ports: Ports = {
    store: options.withoutAccessRule
      ? database.store
      : withAccessRule(database.store, override?.now ?? (() => new Date())),
    files: folderFileStore({ root: config.uploadFolder }),
    types: { detect: detectType },
    reader: createDocumentReader(),
    passwords: createPasswordHasher(),
    commonPasswords: createCommonPasswords(),
    providers,
    cache: live.cache,
    events: live.events,
    mailer: openMailer(config.mail),
    archives: createArchives(),
    anchors: openAnchors({ folder: config.dataDir, say: options.log }),
    sealer: createSealer(deriveKey(secretKey, 'sealer')),
    oneTimeCodes: createOneTimeCodes(),
    passkeyCeremonies: createPasskeyCeremonies({ origin: toOrigin(config) }),
    machine: openMachine(config),
    settings: {
      origin: toOrigin(config),
      maxUploadBytes: config.maxContentLength,
      registration: config.registration,
      firstAccountCode: isLoopback(config) ? undefined : newCode(),
      deletionDays: config.deletionDays,
      session: config.session,
    },
    now: () => new Date(),
    newToken: () => randomBytes(32).toString('base64url'),
    hashToken: (token) => createHash('sha256').update(token).digest('hex'),
    fingerprint: createFingerprint(deriveKey(secretKey, 'fingerprint')),
    auditHash: createFingerprint(deriveKey(secretKey, 'audit')),
    ...override,
  }
  return {
    config,
    useCases: createUseCases(ports),
    ports,
    handlers: createJobHandlers(ports),
    rateCounter: live.rateCounter,
    signingSecret: deriveKey(secretKey, 'access-token').toString('base64url'),
    embedded: config.databaseUrl === undefined,
    lock: database.lock,
    migrate: database.migrate,
    listensOn: (port) => {
      const origin = toOrigin({ ...config, port })
      // Kept by those who were given them, so they are changed and not replaced.
      ports.settings.origin = origin
      Object.assign(ports.passkeyCeremonies, createPasskeyCeremonies({ origin }))
    },
    recover: async () => ({
      attempts: await ports.store.housekeeping.closeAttempts(ports.now()),
      jobs: await ports.store.jobs.releaseAll(),
      files: await removeOrphans(ports, ports.now()),
    }),
    close: async () => {
      await live.close()
      await database.close()
    },
  }
}

/** As the browser of this machine's owner would type it, unless people come another way. */
function toOrigin({ publicOrigin, tls, host, port }: Config): string {
  if (publicOrigin !== undefined) return publicOrigin
  const name = isLoopback({ host }) ? 'localhost' : host
  return `${tls ? 'https' : 'http'}://${name}:${port}`
}

/** Said aloud and typed once: eight digits. */
function newCode(): string {
  return String(randomBytes(4).readUInt32BE() % 100_000_000).padStart(8, '0')
}
