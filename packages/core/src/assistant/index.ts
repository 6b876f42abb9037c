import type { Ports } from '../ports.ts'
import { ask } from './ask.ts'
import { listConsents, listProviders, setConsent } from './consents.ts'

export type Assistant = ReturnType<typeof assistant>

export function assistant(ports: Ports) {
  return {
    ask: ask(ports),
    providers: listProviders(ports),
    consents: listConsents(ports),
    setConsent: setConsent(ports),
  }
}
