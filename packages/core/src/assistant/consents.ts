import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import type { AIProvider } from './ai-provider.ts'
import type { Consent } from './consent.ts'

/** Version of the words that the page shows beside the switch. */
const textVersion = '2026-11'

export interface ConsentChange {
  familyMemberId: number
  host: string
  granted: boolean
}

export type ProviderFace = Pick<AIProvider, 'key' | 'model' | 'host' | 'isLocal'>

export function listProviders({ providers }: Pick<Ports, 'providers'>) {
  return async (_actor: Actor): Promise<ProviderFace[]> =>
    providers.map(({ key, model, host, isLocal }) => ({ key, model, host, isLocal }))
}

export function listConsents({ store }: Pick<Ports, 'store'>) {
  return (actor: Actor): Promise<Consent[]> => store.as(actor, ({ consents }) => consents.list())
}

/** Only for hosts that are configured: consent is given to a named receiver and to no other. */
export function setConsent({ store, providers }: Pick<Ports, 'store' | 'providers'>) {
  return (actor: Actor, { familyMemberId, host, granted }: ConsentChange): Promise<Consent[]> => {
    if (granted && !providers.some((provider) => provider.host === host)) {
      throw new DomainError('invalid', 'No provider with this host is configured.', {
        field: 'host',
      })
    }
    return store.as(actor, async ({ familyMembers, consents, audit }) => {
      if (!(await familyMembers.find(familyMemberId))) throw notFound()
      if (granted) await consents.give(familyMemberId, host, textVersion)
      else await consents.withdraw(familyMemberId, host)
      const action = granted ? 'consent.give' : 'consent.withdraw'
      await audit.write({ action, familyMemberId, subject: host })
      return consents.list()
    })
  }
}
