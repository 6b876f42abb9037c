import { Type } from 'typebox'
import { registrationModes } from '@phrm/core'
import { answer, closed, line, Moment, named, oneOf, orNull } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'
import { personFields } from '../user/user.schema.ts'
import { Session } from './auth.schema.ts'

/** From a link; 256 bits, base64url. */
const Secret = Type.String({ pattern: '^[\\w-]{20,100}$', description: 'From the link.' })

export const RegistrationState = answer(
  'RegistrationState',
  'Whether an account can be made.',
  {
    open: Type.Boolean({ description: 'By everyone who comes.' }),
    mode: oneOf(registrationModes, { description: 'After the first account.' }),
    first_account: Type.Boolean({ description: 'Who registers now becomes administrator.' }),
    code_required: Type.Boolean({ description: 'The code printed at start is asked for.' }),
    mail: Type.Boolean({ description: 'Mail is sent: for a forgotten password, too.' }),
  },
  { open: true, mode: 'closed', first_account: true, code_required: false, mail: true },
)

export const Registration = closed(
  {
    username: personFields.username,
    email: Type.String({ format: 'email', maxLength: 254, examples: ['anna@example.org'] }),
    password: Type.String({
      minLength: 1,
      maxLength: 512,
      description: '15 to 256 characters, any, but none that many people use.',
      examples: ['seven geese on a frozen pond'],
    }),
    first_name: personFields.first_name,
    last_name: personFields.last_name,
    date_of_birth: Type.Optional(personFields.date_of_birth),
    code: Type.Optional(line(100, { description: 'The code printed at start, when asked for.' })),
    invitation: Type.Optional(Secret),
  },
  {
    $id: 'Registration',
    examples: [
      {
        username: 'anna',
        email: 'anna@example.org',
        password: 'seven geese on a frozen pond',
        first_name: 'Anna',
        last_name: 'Meier',
        date_of_birth: '1989-05-02',
      },
    ],
  },
)

export const MailSent = answer(
  'MailSent',
  'A letter is on its way to the address, and says how to go on.',
  { status: oneOf(['check-mail']) },
  { status: 'check-mail' },
)

export const Confirmation = closed(
  {
    token: Secret,
    password: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'The one that was chosen when the account was asked for.',
    }),
  },
  {
    $id: 'Confirmation',
    examples: [
      {
        token: 'Zm9yLXRoZS1kb2N1bWVudGF0aW9uLW9ubHktbm90aGluZw',
        password: 'seven geese on a frozen pond',
      },
    ],
  },
)

export const InvitationToken = closed(
  { token: Secret },
  {
    $id: 'InvitationToken',
    examples: [{ token: 'Zm9yLXRoZS1kb2N1bWVudGF0aW9uLW9ubHktbm90aGluZw' }],
  },
)

export const OpenInvitation = answer(
  'OpenInvitation',
  'An invitation that can be used.',
  {
    email: orNull(Type.String({ description: 'Only with this address.' })),
    expires_at: Moment,
  },
  { email: 'ben@example.org', expires_at: '2024-01-22T09:30:00.000Z' },
)

const tags = ['auth']

export const getState = {
  operationId: 'getRegistration',
  summary: 'Whether an account can be made',
  tags,
  response: { 200: named(RegistrationState), ...problems() },
}

export const register = {
  operationId: 'register',
  summary: 'Make an account',
  description:
    'The first account becomes administrator. The first one and an invited one are signed in at once; elsewhere, where PHRM can send mail, the address has to be confirmed, and the answer is the same whether or not it has an account.',
  tags,
  body: named(Registration),
  response: { 201: named(Session), 202: named(MailSent), ...problems(403, 404, 409, 413, 415) },
}

export const confirm = {
  operationId: 'confirmRegistration',
  summary: 'Make the account that was asked for, by the link in the letter',
  tags,
  body: named(Confirmation),
  response: { 201: named(Session), ...problems(401, 404, 409, 413, 415) },
}

export const readInvitation = {
  operationId: 'readInvitation',
  summary: 'For whom an invitation is',
  tags,
  body: named(InvitationToken),
  response: { 200: named(OpenInvitation), ...problems(404, 413, 415) },
}
