import { DomainError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { applyChange, applyUnlock } from './accounts.ts'
import type { AccountSummary } from './administration.ts'
import { resetFactors } from './reset-factors.ts'

export const commandLineActs = ['disable', 'enable', 'make-admin', 'unlock'] as const
export type CommandLineAct = (typeof commandLineActs)[number]

/** For the command line of the machine's owner; no route of the API leads here. */
export function houseAccounts(ports: Ports) {
  const change = applyChange(ports)
  const unlock = applyUnlock(ports)
  const by = { device: {} }
  const acts: Record<CommandLineAct, (id: number) => Promise<void>> = {
    disable: (id) => change(id, { disabled: true }, by),
    enable: (id) => change(id, { disabled: false }, by),
    'make-admin': (id) => change(id, { isAdmin: true }, by),
    unlock: (id) => unlock(id, by),
  }

  return {
    list: (): Promise<AccountSummary[]> => ports.store.administration.listAccounts(),

    async act(act: CommandLineAct, email: string): Promise<void> {
      const account = await ports.store.administration.findAccountByEmail(email)
      if (!account) throw new DomainError('not-found', 'No account has this e-mail address.')
      await acts[act](account.id)
    },

    resetFactors: resetFactors(ports),
  }
}
