import type { Ports } from '../ports.ts'
import { linkMinutes, mostLinks, type LinkPurpose } from './account-link.ts'

export interface MadeLink {
  link: string
  expiresAt: Date
}

/** The token stands behind `#`, which browsers keep to themselves: it reaches no log. */
const pages: Record<LinkPurpose, string> = {
  'reset-password': 'reset#token=',
  'confirm-email': 'confirm-email#token=',
}

type Needs = Pick<Ports, 'store' | 'settings' | 'now' | 'newToken' | 'hashToken'>

/** `undefined` when the account was sent enough of them within the hour. */
export function makeLink({ store, settings, now, newToken, hashToken }: Needs) {
  return async (
    accountId: number,
    purpose: LinkPurpose,
    { email, mostPerHour = mostLinks }: { email?: string; mostPerHour?: number } = {},
  ): Promise<MadeLink | undefined> => {
    const token = newToken()
    const createdAt = now()
    const expiresAt = new Date(createdAt.getTime() + linkMinutes[purpose] * 60_000)
    const link = { tokenHash: hashToken(token), accountId, purpose, email, createdAt, expiresAt }
    const made = await store.accountLinks.add(link, mostPerHour)
    return made ? { link: `${settings.origin}/${pages[purpose]}${token}`, expiresAt } : undefined
  }
}
