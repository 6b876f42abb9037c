import type { NoticeKind } from './notice.ts'

/** Where one looks after it, below the origin. */
export const noticePages: Record<NoticeKind, string> = {
  'new-sign-in': 'settings/sign-in',
  'password-changed': 'settings/sign-in',
  'password-reset': 'settings/sign-in',
  'email-changed': 'settings',
  'second-factor-added': 'settings/sign-in',
  'second-factor-removed': 'settings/sign-in',
  'factors-reset': 'settings/sign-in',
  'recovery-code-used': 'settings/sign-in',
  'passkey-added': 'settings/sign-in',
  'passkey-removed': 'settings/sign-in',
  'token-created': 'settings/programs',
  'account-locked': 'forgot',
  'share-accepted': 'people',
  'share-ended': 'people',
  'deletion-requested': 'settings/data',
  'export-ready': 'settings/data',
  'alerts-off': 'settings/notifications',
}
