import type { NoticeKind } from '../notification/notice.ts'

interface NoticeText {
  subject: string
  text: string
  /** What to do when it was somebody else; absent where nothing of the account's safety changed. */
  otherwise?: string
}

const changePassword =
  'If it was not you, set a new password now and end the other sessions on the page below.'
const lookAtSignIn =
  'If it was not you, somebody knows your password: set a new one now and look at the other ways to sign in.'

/** The words of each notice: what happened, and what to do if it was somebody else. */
export const noticeTexts: Record<NoticeKind, NoticeText> = {
  'new-sign-in': {
    subject: 'New sign-in to PHRM',
    text: 'Somebody signed in to your account on a device that was not used for it before.',
    otherwise: changePassword,
  },
  'password-changed': {
    subject: 'Your password was changed',
    text: 'The password of your account was changed. Other sessions were ended.',
    otherwise: 'If it was not you, set a new password through “Forgot your password?” now.',
  },
  'password-reset': {
    subject: 'A new password was set',
    text: 'A new password was set through a link. All sessions were ended; second factors and the tokens of programs stay as they were.',
    otherwise: 'If it was not you, ask for a link of your own now, and tell who runs this PHRM.',
  },
  'email-changed': {
    subject: 'Your e-mail address was changed',
    text: 'The e-mail address of your account was changed.',
    otherwise: changePassword,
  },
  'second-factor-added': {
    subject: 'A second factor was added',
    text: 'Signing in to your account now asks for a code of an authenticator app, too.',
    otherwise: lookAtSignIn,
  },
  'second-factor-removed': {
    subject: 'The second factor was removed',
    text: 'Signing in to your account asks for no code any more.',
    otherwise: lookAtSignIn,
  },
  'factors-reset': {
    subject: 'Your second factors were removed',
    text: 'Who runs this PHRM removed the authenticator app, the recovery codes and the passkeys of your account. All sessions were ended, and the password alone signs in again.',
    otherwise:
      'If you did not ask for it, set a new password and a second factor now, and ask who runs this PHRM.',
  },
  'recovery-code-used': {
    subject: 'A recovery code was used',
    text: 'Somebody signed in to your account with one of its recovery codes. It works no more.',
    otherwise: lookAtSignIn,
  },
  'passkey-added': {
    subject: 'A passkey was added',
    text: 'A passkey can now sign in to your account.',
    otherwise: lookAtSignIn,
  },
  'passkey-removed': {
    subject: 'A passkey was removed',
    text: 'A passkey of your account signs in no more.',
    otherwise: lookAtSignIn,
  },
  'token-created': {
    subject: 'A token for a program was made',
    text: 'A program can now reach your account with a new token.',
    otherwise: 'If it was not you, revoke it on the page below and set a new password.',
  },
  'account-locked': {
    subject: 'Your password is locked',
    text: 'After a hundred wrong attempts your password opens nothing any more, not even typed right. A new one, set through a link, does.',
  },
  'share-accepted': {
    subject: 'A share was accepted',
    text: 'Somebody accepted what you shared with them.',
  },
  'share-ended': {
    subject: 'A share has ended',
    text: 'A person’s records are no longer shared.',
  },
  'deletion-requested': {
    subject: 'Your account will be deleted',
    text: 'Somebody, probably you, asked to delete your account. It can be kept until then: sign in and choose so.',
    otherwise: 'If it was not you, sign in, keep the account and set a new password.',
  },
  'export-ready': {
    subject: 'Your export is ready',
    text: 'What you asked to export lies ready for a day.',
  },
  'alerts-off': {
    subject: 'Alerts about your account were switched off',
    text: 'From now on no mail tells you of new sign-ins, passwords, second factors and tokens.',
    otherwise:
      'If it was not you, switch them on again on the page below, set a new password and end the other sessions.',
  },
}
