import type { Actor } from '../actor.ts'
import { DomainError, notFound } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
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

/**
 * Only for hosts that are configured: consent is given to a named receiver and to no other. Giving needs a recent sign-in;
 * taking back never waits for anything.
 */
export function setConsent(ports: Pick<Ports, 'store' | 'providers' | 'now'>) {
  const { store, providers } = ports
  const requireRecent = requireRecentSignIn(ports)

  return async (
    actor: Actor,
    { familyMemberId, host, granted }: ConsentChange,
  ): Promise<Consent[]> => {
    if (granted) requireRecent(actor)
    if (granted && !providers.some((provider) => provider.host === host)) {
      throw new DomainError('invalid', 'No provider with this host is configured.', {
        field: 'host',
      })
    }
    return store.as(actor, async ({ familyMembers, consents, audit }) => {
      if (!(await familyMembers.find(familyMemberId))) throw notFound()
      const given = (await consents.list()).find(
        (one) => one.familyMemberId === familyMemberId && one.host === host,
      )
      if (granted) await consents.give(familyMemberId, host, textVersion)
      else await consents.withdraw(familyMemberId, host)
      const action = granted ? 'consent.give' : 'consent.withdraw'
      const agreedTo = granted ? textVersion : (given?.textVersion ?? 'none')
      await audit.write({ action, familyMemberId, subject: `${host} text ${agreedTo}` })
      return consents.list()
    })
  }
}
