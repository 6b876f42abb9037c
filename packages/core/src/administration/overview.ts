import { requireAdministrator } from '../account/require-administrator.ts'
import type { Actor } from '../actor.ts'
import type { AIProvider } from '../assistant/ai-provider.ts'
import type { Ports } from '../ports.ts'
import type { JobCounts } from './administration.ts'

export interface Overview {
  version: string
  database: 'embedded' | 'server'
  mailConfigured: boolean
  accounts: number
  jobs: JobCounts
  /** Bytes. */
  diskFree?: number | undefined
  providers: ProviderState[]
}

export interface ProviderState {
  key: string
  model: string
  host: string
  isLocal: boolean
  /** `unknown` for a provider that cannot be asked without sending a question. */
  state: 'answers' | 'silent' | 'unknown'
  /** Why it does not answer. */
  failure?: string | undefined
}

/** Milliseconds in which a provider has to answer. */
const patience = 4000

export function getOverview({
  store,
  mailer,
  machine,
  providers,
}: Pick<Ports, 'store' | 'mailer' | 'machine' | 'providers'>) {
  return async (actor: Actor): Promise<Overview> => {
    requireAdministrator(actor)
    const [accounts, jobs, diskFree, states] = await Promise.all([
      store.accounts.count(),
      store.administration.countJobs(),
      machine.diskFree(),
      Promise.all(providers.map(toState)),
    ])
    const { version, database } = machine
    const mailConfigured = mailer.configured
    return { version, database, mailConfigured, accounts, jobs, diskFree, providers: states }
  }
}

async function toState({ key, model, host, isLocal, probe }: AIProvider): Promise<ProviderState> {
  const about = { key, model, host, isLocal }
  if (!probe) return { ...about, state: 'unknown' }
  try {
    await probe(AbortSignal.timeout(patience))
    return { ...about, state: 'answers' }
  } catch (error) {
    const { failure = 'timeout' } = error as { failure?: string }
    return { ...about, state: 'silent', failure }
  }
}
