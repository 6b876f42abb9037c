import type { AccountSummary } from '../api/types.ts'
import type { AccountAct } from './accounts.queries.ts'

export interface AccountChoice {
  /** Of its texts. */
  name: string
  icon: string
  /** Shuts somebody out, or gives a right: asked twice. */
  grave: boolean
  request: AccountAct | 'reset-link'
}

/** What may be done with the account; nobody shuts out themselves. */
export function toAccountMenu(account: AccountSummary, isOwn: boolean): AccountChoice[][] {
  const help: AccountChoice[] = [
    { name: 'resetLink', icon: 'i-lucide-link', grave: false, request: 'reset-link' },
  ]
  if (account.locked) {
    help.push({ name: 'unlock', icon: 'i-lucide-lock-open', grave: false, request: 'unlock' })
  }
  if (isOwn) return [help]
  return [help, [toRights(account), toAccess(account), endSessions]]
}

const endSessions: AccountChoice = {
  name: 'endSessions',
  icon: 'i-lucide-log-out',
  grave: true,
  request: 'end-sessions',
}

function toRights({ is_admin }: AccountSummary): AccountChoice {
  return is_admin
    ? { name: 'makeUser', icon: 'i-lucide-user', grave: true, request: { is_admin: false } }
    : { name: 'makeAdmin', icon: 'i-lucide-user-cog', grave: true, request: { is_admin: true } }
}

function toAccess({ disabled_at }: AccountSummary): AccountChoice {
  return disabled_at
    ? { name: 'enable', icon: 'i-lucide-user-check', grave: false, request: { disabled: false } }
    : { name: 'disable', icon: 'i-lucide-user-x', grave: true, request: { disabled: true } }
}
