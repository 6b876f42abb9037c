import { Type, type Static } from 'typebox'
import type { Factors, Passkey } from '@phrm/core'
import { Session } from '../auth/auth.schema.ts'
import {
  answer,
  closed,
  Id,
  IdParams,
  label,
  line,
  Moment,
  named,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'
import {
  newPasskeyExample,
  NewPasskeyResponse,
  passkeyAnswerExample,
  PasskeyAnswer,
} from './passkey-response.schema.ts'

const passkeyExample = {
  id: 1,
  name: 'Firefox on Linux',
  created_at: '2024-01-15T09:30:00.000Z',
  last_used_at: null,
}

export const PasskeyShape = answer(
  'Passkey',
  'A key that a device keeps for this site.',
  { id: Id, name: Type.String(), created_at: Moment, last_used_at: orNull(Moment) },
  passkeyExample,
)

export const FactorsShape = answer(
  'Factors',
  'What the account has besides its password.',
  {
    totp: Type.Object({
      enabled: Type.Boolean({ description: 'A password alone signs nobody in.' }),
      confirmed_at: orNull(Moment),
    }),
    recovery_codes_left: Type.Integer({ minimum: 0 }),
    passkeys: Type.Array(named(PasskeyShape)),
  },
  {
    totp: { enabled: true, confirmed_at: '2024-01-15T09:30:00.000Z' },
    recovery_codes_left: 10,
    passkeys: [passkeyExample],
  },
)

export const AuthenticatorSeed = answer(
  'AuthenticatorSeed',
  'What an authenticator app is given, this once. It asks for nothing until a code of it was right.',
  {
    secret: Type.String({ description: 'base32.' }),
    uri: Type.String({ description: 'For a QR picture.' }),
  },
  {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    uri: 'otpauth://totp/PHRM:anna%40example.org?secret=JBSW…',
  },
)

export const RecoveryCodes = answer(
  'RecoveryCodes',
  'Each signs in once in place of a code of the app. They are shown this once.',
  { recovery_codes: Type.Array(Type.String()) },
  { recovery_codes: ['MFRG-GZDF-MZTW-Q2LK-MFRG-GZDF'] },
)

const appCode = Type.String({ minLength: 6, maxLength: 12, pattern: '^[0-9 ]+$' })

export const AppCode = closed({ code: appCode }, { $id: 'AppCode', examples: [{ code: '123456' }] })

export const SecondStep = closed(
  {
    ticket: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    code: Type.Optional(appCode),
    recovery_code: Type.Optional(line(60)),
    remember: Type.Optional(Type.Boolean({ description: 'In place of what the first step said.' })),
  },
  {
    $id: 'SecondStep',
    description: 'One of `code` and `recovery_code`.',
    examples: [{ ticket: 'm2Qz0d8yq1b8Qk3t4v5w6x7y8z9A0B1C2D3E4F5G6Hh', code: '123456' }],
  },
)

export const PasskeySignIn = closed(
  { response: named(PasskeyAnswer), remember: Type.Optional(Type.Boolean()) },
  { $id: 'PasskeySignIn', examples: [{ response: passkeyAnswerExample, remember: false }] },
)

const passkeyName = label(100, { examples: ['Firefox on Linux'] })

export const PasskeyInput = closed(
  { name: passkeyName, response: named(NewPasskeyResponse) },
  {
    $id: 'PasskeyInput',
    examples: [{ name: 'Firefox on Linux', response: newPasskeyExample }],
  },
)

export const PasskeyName = closed(
  { name: passkeyName },
  { $id: 'PasskeyName', examples: [{ name: 'Grandmother’s phone' }] },
)

/** As the browser wants it; WebAuthn says what is in it. */
export const PasskeyOptions = Type.Unsafe<Record<string, unknown>>({
  $id: 'PasskeyOptions',
  type: 'object',
  additionalProperties: true,
  examples: [
    {
      challenge: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k',
      rpId: 'health.example.org',
      userVerification: 'required',
      timeout: 300_000,
    },
  ],
  description:
    'For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. Good for one answer within five minutes.',
})

const options = Type.Unsafe<Record<string, unknown>>(Type.Ref('PasskeyOptions'))
const tags = ['factors']
const recent = 'Needs a sign-in or proof of the last 15 minutes.'

export const listFactors = {
  operationId: 'listFactors',
  summary: 'What the account has besides its password',
  tags,
  response: { 200: named(FactorsShape), ...problems(401, 403) },
}

export const beginAuthenticator = {
  operationId: 'beginAuthenticator',
  summary: 'Set up an authenticator app',
  description: recent,
  tags,
  response: { 200: named(AuthenticatorSeed), ...problems(401, 403, 409, 413, 415) },
}

export const confirmAuthenticator = {
  operationId: 'confirmAuthenticator',
  summary: 'The app’s first code: from now on the password alone is not enough',
  description: recent,
  tags,
  body: named(AppCode),
  response: { 200: named(RecoveryCodes), ...problems(401, 403, 409, 413, 415) },
}

export const removeAuthenticator = {
  operationId: 'removeAuthenticator',
  summary: 'Take the authenticator app and the recovery codes away',
  description: `${recent} 409 while the password is too short to stand alone.`,
  tags,
  response: { 204: noContent, ...problems(401, 403, 404, 409, 413, 415) },
}

export const replaceRecoveryCodes = {
  operationId: 'replaceRecoveryCodes',
  summary: 'Ten new recovery codes in place of the old ones',
  description: recent,
  tags,
  response: { 200: named(RecoveryCodes), ...problems(401, 403, 409, 413, 415) },
}

export const finishSignIn = {
  operationId: 'finishSignIn',
  summary: 'The second step of a sign-in',
  description:
    'A ticket bears five wrong codes and lives five minutes. From the fifth wrong code of an account on there is a wait, whatever the ticket: 429 with `Retry-After`.',
  tags,
  body: named(SecondStep),
  response: { 200: named(Session), ...problems(401, 413, 415) },
}

export const beginPasskey = {
  operationId: 'beginPasskey',
  summary: 'What a browser needs to make a passkey',
  description: recent,
  tags,
  response: { 200: options, ...problems(401, 403, 409, 413, 415) },
}

export const addPasskey = {
  operationId: 'addPasskey',
  summary: 'Keep a passkey that a browser made',
  description: recent,
  tags,
  body: named(PasskeyInput),
  response: { 201: named(PasskeyShape), ...problems(401, 403, 409, 413, 415) },
}

export const renamePasskey = {
  operationId: 'renamePasskey',
  summary: 'Give a passkey another name',
  tags,
  params: IdParams,
  body: named(PasskeyName),
  response: { 200: named(PasskeyShape), ...problems(401, 403, 404, 413, 415) },
}

export const removePasskey = {
  operationId: 'removePasskey',
  summary: 'Take a passkey away',
  description: recent,
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 403, 404, 413, 415) },
}

export const askForPasskey = {
  operationId: 'askForPasskey',
  summary: 'What a browser needs to use a passkey',
  description: 'For a sign-in, and to show once more who sits there (`reauthenticate`).',
  tags,
  response: { 200: options, ...problems(413, 415) },
}

export const signInByPasskey = {
  operationId: 'signInByPasskey',
  summary: 'Sign in with a passkey',
  description: 'It is two factors in one: nothing else is asked for.',
  tags,
  body: named(PasskeySignIn),
  response: { 200: named(Session), ...problems(401, 413, 415) },
}

export function toPasskeyBody(passkey: Passkey): Static<typeof PasskeyShape> {
  return {
    id: passkey.id,
    name: passkey.name,
    created_at: passkey.createdAt.toISOString(),
    last_used_at: toNull(passkey.lastUsedAt?.toISOString()),
  }
}

export function toFactorsBody(factors: Factors): Static<typeof FactorsShape> {
  return {
    totp: {
      enabled: factors.totpConfirmedAt !== undefined,
      confirmed_at: toNull(factors.totpConfirmedAt?.toISOString()),
    },
    recovery_codes_left: factors.recoveryCodesLeft,
    passkeys: factors.passkeys.map(toPasskeyBody),
  }
}
