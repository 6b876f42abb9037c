import { Type, type Static } from 'typebox'
import { DomainError, type AskedFactor } from '@phrm/core'
import { PasskeyAnswer } from '../factors/passkey-response.schema.ts'
import { answer, closed, named, oneOf } from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'
import { User } from '../user/user.schema.ts'

export const Session = answer(
  'Session',
  'Signed in. The refresh token comes as a cookie that no script reads.',
  {
    access_token: Type.String({ description: 'For `Authorization: Bearer …`.' }),
    token_type: oneOf(['Bearer']),
    expires_in: Type.Integer({ description: 'Seconds.', examples: [600] }),
    user: named(User),
  },
  {
    access_token: 'eyJhbGciOiJIUzI1NiIs…',
    token_type: 'Bearer',
    expires_in: 600,
    user: User.examples[0],
  },
)

export type SessionBody = Static<typeof Session>

export const SecondFactorWanted = answer(
  'SecondFactorWanted',
  'The password is right; the account asks for more.',
  {
    second_factor: Type.Object({
      ticket: Type.String({
        description: 'Goes along with the second factor, and opens nothing else.',
      }),
      methods: Type.Array(oneOf(['totp', 'recovery-code', 'passkey'])),
      expires_in: Type.Integer({ description: 'Seconds.' }),
    }),
  },
  { second_factor: { ticket: 'm2Qz…', methods: ['totp', 'recovery-code'], expires_in: 300 } },
)

export function toSecondFactorBody({
  ticket,
  methods,
  expiresIn,
}: AskedFactor): Static<typeof SecondFactorWanted> {
  return { second_factor: { ticket, methods, expires_in: expiresIn } }
}

export const Credentials = closed(
  {
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 512 }),
    remember: Type.Optional(Type.Boolean({ description: 'Stay signed in on this device.' })),
  },
  {
    $id: 'Credentials',
    examples: [{ email: 'anna@example.org', password: 'seven geese on a frozen pond' }],
  },
)

export const Proof = closed(
  {
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    code: Type.Optional(Type.String({ minLength: 6, maxLength: 12, pattern: '^[0-9 ]+$' })),
    passkey: Type.Optional(named(PasskeyAnswer)),
  },
  {
    $id: 'Proof',
    description: 'One of them: the password, a code of the authenticator app, a passkey.',
    examples: [{ password: 'seven geese on a frozen pond' }],
  },
)

export function toProof({ password, code, passkey }: Static<typeof Proof>) {
  const [proof, ...more] = [
    ...(password === undefined ? [] : [{ password }]),
    ...(code === undefined ? [] : [{ code }]),
    ...(passkey === undefined ? [] : [{ passkey }]),
  ]
  if (proof && more.length === 0) return proof
  throw new DomainError('invalid', 'Give one of password, code and passkey.', { field: 'password' })
}

const tags = ['auth']

export const logIn = {
  operationId: 'logIn',
  summary: 'Sign in',
  description: '202 when the account asks for a second factor besides its password.',
  tags,
  body: named(Credentials),
  response: {
    200: named(Session),
    202: named(SecondFactorWanted),
    ...problems(401, 413, 415),
  },
}

export const reauthenticate = {
  operationId: 'reauthenticate',
  summary: 'Show once more who sits there',
  description:
    'For 15 minutes after it, what cannot be taken back is allowed (403 `reauth-required` otherwise). The session goes on under another access token and refresh cookie; those before are dead.',
  tags,
  body: named(Proof),
  response: { 200: named(Session), ...problems(401, 403, 413, 415) },
}

/** What a page of this origin sends by itself; a page of another one cannot. */
const CookieHeaders = Type.Object({
  'x-requested-with': Type.Optional(
    Type.String({ description: '`phrm`; anything else is refused.', examples: ['phrm'] }),
  ),
})

export const refresh = {
  operationId: 'refreshSession',
  summary: 'A new access token for the refresh cookie',
  description: 'The cookie is replaced; one that comes twice ends the session.',
  tags,
  headers: CookieHeaders,
  response: { 200: named(Session), ...problems(401, 403) },
}

export const logOut = {
  operationId: 'logOut',
  summary: 'Sign out on this device',
  tags,
  headers: CookieHeaders,
  response: { 204: noContent, ...problems(403) },
}
