import type { Consent, Provider } from '../api/types.ts'

/** A host that answers, with the models that run there: permission is given to a host, not to a model. */
export interface Receiver {
  host: string
  isLocal: boolean
  models: string[]
}

export function toReceivers(providers: Provider[]): Receiver[] {
  const receivers = new Map<string, Receiver>()
  for (const { host, local, model } of providers) {
    const receiver = receivers.get(host) ?? { host, isLocal: local, models: [] }
    receiver.models.push(model)
    receivers.set(host, receiver)
  }
  return [...receivers.values()]
}

export function findConsent(consents: Consent[], personId: number, host: string) {
  return consents.find((consent) => consent.family_member_id === personId && consent.host === host)
}
