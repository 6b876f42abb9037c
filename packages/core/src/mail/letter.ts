import type { NoticeKind } from '../notification/notice.ts'

/** Every mail that PHRM writes. Links hold a secret that works without signing in: letters are kept sealed. */
export type Letter =
  | { kind: 'confirm-registration'; link: string }
  | { kind: 'already-registered'; link: string }
  | { kind: 'invitation'; link: string; from: string }
  | { kind: 'reset-password'; link: string; minutes: number }
  | { kind: 'confirm-email'; link: string }
  | { kind: 'email-changed'; newEmail: string }
  | { kind: 'share-offered'; from: string; link: string }
  | { kind: 'handover-offered'; from: string; link: string }
  | { kind: 'notice'; notice: NoticeKind; at: string; device?: string | undefined; link: string }
  | { kind: 'digest'; lines: string[]; link: string }
  | { kind: 'test'; link: string }
