import { Type } from 'typebox'
import { answer, closed, IdParams, Moment, named, oneOf } from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'
import { MailSent } from './registration.schema.ts'

const exampleToken = 'what-stands-behind-the-sign-in-the-link-you-got'

/** From a link; 256 bits, base64url. */
const Secret = Type.String({
  pattern: '^[\\w-]{20,100}$',
  description: 'From the link.',
  examples: [exampleToken],
})

const Email = Type.String({ format: 'email', maxLength: 254, examples: ['anna@example.org'] })

export const ForgottenPassword = closed(
  { email: Email },
  { $id: 'ForgottenPassword', examples: [{ email: 'anna@example.org' }] },
)

export const PasswordReset = closed(
  {
    token: Secret,
    new_password: Type.String({
      minLength: 1,
      maxLength: 512,
      description: '15 to 256 characters, any; 8 are enough beside a second factor.',
      examples: ['seven geese on a frozen pond'],
    }),
  },
  {
    $id: 'PasswordReset',
    examples: [{ token: exampleToken, new_password: 'seven geese on a frozen pond' }],
  },
)

export const EmailConfirmation = closed(
  { token: Secret },
  { $id: 'EmailConfirmation', examples: [{ token: exampleToken }] },
)

export const NewEmail = closed(
  { email: Email },
  { $id: 'NewEmail', examples: [{ email: 'anna@example.org' }] },
)

export const EmailChanged = answer(
  'EmailChanged',
  'Whether the address counts already.',
  {
    status: oneOf(['check-mail', 'changed'], {
      description: '`check-mail`: it counts when the link in the letter to it has been followed.',
    }),
  },
  { status: 'check-mail' },
)

export const ResetLink = answer(
  'ResetLink',
  'A link that sets a new password, once; to be handed to the person whom it is for.',
  { link: Type.String(), expires_at: Moment },
  {
    link: `https://health.example.org/reset#token=${exampleToken}`,
    expires_at: '2024-01-15T10:30:00.000Z',
  },
)

const tags = ['auth']

export const forgot = {
  operationId: 'forgotPassword',
  summary: 'Ask for a link that sets a new password',
  description:
    'The answer is the same whether or not the address has an account. Where no mail is sent, an administrator makes the link.',
  tags,
  body: named(ForgottenPassword),
  response: { 202: named(MailSent), ...problems(413, 415) },
}

export const reset = {
  operationId: 'resetPassword',
  summary: 'Set a new password by a link',
  description:
    'Ends all sessions and a lock; signs nobody in. Second factors, passkeys and API tokens stay. A link works once, within 60 minutes.',
  tags,
  body: named(PasswordReset),
  response: { 204: noContent, ...problems(413, 415) },
}

export const verification = {
  operationId: 'sendEmailVerification',
  summary: 'Send a link that confirms the own address',
  tags,
  response: { 202: named(MailSent), ...problems(401, 409) },
}

export const verify = {
  operationId: 'confirmEmail',
  summary: 'Confirm an address by a link',
  description: 'Also the last step of changing it. A link works once, within 24 hours.',
  tags,
  body: named(EmailConfirmation),
  response: { 204: noContent, ...problems(409, 413, 415) },
}

export const changeEmail = {
  operationId: 'changeEmail',
  summary: 'Change one’s own address',
  description:
    'Asks for a recent sign-in. With mail the new address confirms itself first, and the old one is told; without mail it counts at once.',
  tags,
  body: named(NewEmail),
  response: { 200: named(EmailChanged), ...problems(401, 403, 409, 413, 415) },
}

export const makeResetLink = {
  operationId: 'makeResetLink',
  summary: 'Make a link that sets somebody’s password',
  description: 'For administrators, with a recent sign-in. The person is told when it is used.',
  tags: ['admin'],
  params: IdParams,
  response: { 200: named(ResetLink), ...problems(401, 403, 404) },
}
