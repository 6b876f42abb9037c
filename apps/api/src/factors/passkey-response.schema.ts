import { Type } from 'typebox'
import { closed } from '../http/json-schema.ts'

const binary = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$', description: 'base64url' })

/** What every browser answers of a passkey besides its signature. */
const credential = {
  id: binary(1400),
  rawId: binary(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 50 })),
  clientExtensionResults: Type.Optional(
    Type.Unsafe<object>({ type: 'object', maxProperties: 20, additionalProperties: true }),
  ),
}

const credentialExample = {
  id: 'q83vASNFZ4mrze8B',
  rawId: 'q83vASNFZ4mrze8B',
  type: 'public-key',
  clientExtensionResults: {},
}

export const newPasskeyExample = {
  ...credentialExample,
  response: { clientDataJSON: 'eyJ0eXBlIjoi', attestationObject: 'o2NmbXRkbm9uZQ' },
}

export const passkeyAnswerExample = {
  ...credentialExample,
  response: {
    clientDataJSON: 'eyJ0eXBlIjoi',
    authenticatorData: 'SZYN5YgOjGh0NBcP',
    signature: 'MEUCIQDk',
    userHandle: 'q83vASNFZ4mrze8B',
  },
}

/** `PublicKeyCredential.toJSON()` of one that was made. */
export const NewPasskeyResponse = closed(
  {
    ...credential,
    response: closed({
      clientDataJSON: binary(8000),
      attestationObject: binary(32_000),
      authenticatorData: Type.Optional(binary(32_000)),
      publicKey: Type.Optional(binary(8000)),
      publicKeyAlgorithm: Type.Optional(Type.Integer()),
      transports: Type.Optional(
        Type.Array(Type.String({ pattern: '^[a-z-]{1,20}$' }), { maxItems: 10 }),
      ),
    }),
  },
  {
    $id: 'NewPasskeyResponse',
    description: 'What the browser made: `toJSON()` of its answer.',
    examples: [newPasskeyExample],
  },
)

/** `PublicKeyCredential.toJSON()` of one that was used. */
export const PasskeyAnswer = closed(
  {
    ...credential,
    response: closed({
      clientDataJSON: binary(8000),
      authenticatorData: binary(8000),
      signature: binary(8000),
      userHandle: Type.Optional(binary(200)),
    }),
  },
  {
    $id: 'PasskeyAnswer',
    description: 'What the browser answered: its `toJSON()`.',
    examples: [passkeyAnswerExample],
  },
)
