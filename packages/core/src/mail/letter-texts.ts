import type { Letter } from './letter.ts'
import type { Message } from './mailer.ts'
import { noticeTexts } from './notice-texts.ts'

/** The words of each letter. */
export function toMessage(letter: Letter): Message {
  return texts[letter.kind](letter as never)
}

const texts: { [Kind in Letter['kind']]: (letter: Extract<Letter, { kind: Kind }>) => Message } = {
  'confirm-registration': ({ link }) => ({
    subject: 'Confirm your e-mail address for PHRM',
    paragraphs: ['Somebody, probably you, asked for an account with this address.'],
    action: { label: 'Make the account', link },
  }),
  'already-registered': ({ link }) => ({
    subject: 'You have an account already',
    paragraphs: ['Somebody, probably you, asked for an account with this address. It has one.'],
    action: { label: 'Sign in', link },
  }),
  invitation: ({ link, from }) => ({
    subject: `${from} invites you to PHRM`,
    paragraphs: [`${from} made room for you on their PHRM.`],
    action: { label: 'Make an account', link },
  }),
  'reset-password': ({ link, minutes }) => ({
    subject: 'Set a new password',
    paragraphs: [
      'Somebody, probably you, asked to set a new password for your account.',
      `The link works once, within ${minutes} minutes. If it was not you, nothing has changed.`,
    ],
    action: { label: 'Set a new password', link },
  }),
  'confirm-email': ({ link }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: [
      'Somebody, probably you, gave this address for an account. Confirmed, it is the one to sign in with, and where mails go.',
      'The link works once, within 24 hours.',
    ],
    action: { label: 'Confirm the address', link },
  }),
  'email-changed': ({ newEmail }) => ({
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `From now on you sign in with ${newEmail}, and mails go there.`,
      'If it was not you, tell who runs this PHRM.',
    ],
  }),
  'share-offered': ({ from, link }) => ({
    subject: `${from} wants to share a person’s records with you`,
    paragraphs: ['Whose, and how long, is shown after you sign in.'],
    action: { label: 'Have a look', link },
  }),
  'handover-offered': ({ from, link }) => ({
    subject: `${from} wants to hand a person’s records over to you`,
    paragraphs: ['Whose, and what that means, is shown after you sign in.'],
    action: { label: 'Have a look', link },
  }),
  notice: ({ notice, at, device, link }) => {
    const { subject, text, otherwise } = noticeTexts[notice]
    const facts = [at, ...(device ? [device] : [])].join(', ')
    return {
      subject,
      paragraphs: [text, `${facts}.`, ...(otherwise ? [otherwise] : [])],
      action: { label: 'Have a look', link },
    }
  },
  digest: ({ lines, link }) => ({
    subject: 'A reminder from PHRM',
    paragraphs: lines,
    action: { label: 'Open PHRM', link },
  }),
  test: ({ link }) => ({
    subject: 'Mail from PHRM works',
    paragraphs: ['This is the mail that you asked for.'],
    action: { label: 'Open PHRM', link },
  }),
}
