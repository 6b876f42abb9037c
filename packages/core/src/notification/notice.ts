import type { Ports } from '../ports.ts'

/** What an account is told of at once. */
export type NoticeKind =
  | 'new-sign-in'
  | 'password-changed'
  | 'password-reset'
  | 'email-changed'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'factors-reset'
  | 'recovery-code-used'
  | 'passkey-added'
  | 'passkey-removed'
  | 'token-created'
  | 'account-locked'
  | 'share-accepted'
  | 'share-ended'
  | 'deletion-requested'
  | 'export-ready'
  | 'alerts-off'

/** Tells the account by the ways that it chose. Never fails the act: it is put into the queue. */
export function tell({ store, now }: Pick<Ports, 'store' | 'now'>) {
  return async (accountId: number, notice: NoticeKind, device?: string): Promise<void> => {
    await store.jobs.enqueueForHouse({
      kind: 'send-notice',
      payload: { accountId, notice, at: now().toISOString(), ...(device && { device }) },
    })
  }
}

/** Whatever the account chose: who switches its alerts off must not do so unseen. */
export function isAlwaysSent(notice: NoticeKind): boolean {
  return notice === 'alerts-off'
}

/** Of the account's safety: `security_alerts` decides whether it is sent, and for the others `email_notifications`. */
export function isSecurity(notice: NoticeKind): boolean {
  return !['share-accepted', 'share-ended', 'export-ready'].includes(notice)
}
