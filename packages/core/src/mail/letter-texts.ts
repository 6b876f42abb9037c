import type { Letter } from './letter.ts'
import type { Message } from './mailer.ts'

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
    paragraphs: [`The link works once, within ${minutes} minutes.`],
    action: { label: 'Set a new password', link },
  }),
  'confirm-email': ({ link }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: ['With this address you will sign in.'],
    action: { label: 'Confirm the address', link },
  }),
  'email-changed': ({ newEmail }) => ({
    subject: 'Your e-mail address was changed',
    paragraphs: [`From now on you sign in with ${newEmail}.`],
  }),
  'share-offered': ({ from, link }) => ({
    subject: `${from} wants to share a person’s records with you`,
    paragraphs: ['Whose, and how long, is shown after you sign in.'],
    action: { label: 'Have a look', link },
  }),
  notice: ({ notice, link }) => ({
    subject: notice,
    paragraphs: [notice],
    action: { label: 'Have a look', link },
  }),
  digest: ({ lines, link }) => ({
    subject: 'What is new',
    paragraphs: lines,
    action: { label: 'Open PHRM', link },
  }),
  test: ({ link }) => ({
    subject: 'Mail from PHRM works',
    paragraphs: ['This is the mail that you asked for.'],
    action: { label: 'Open PHRM', link },
  }),
}
