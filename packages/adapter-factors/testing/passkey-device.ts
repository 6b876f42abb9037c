import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { cose, isoCBOR } from '@simplewebauthn/server/helpers'

/** What a device that is not honest says differently. */
export interface Lie {
  origin?: string
  /** Host name that the answer is for. */
  site?: string
  challenge?: string
  counter?: number
  userHandle?: string
  /** The finger was not asked. */
  unverified?: boolean
  /** With another key than the one that was shown. */
  forged?: boolean
}

/** A security key in software, ES256, with all its fingers; it counts from 1. */
export interface Device {
  create(options: Record<string, unknown>, lie?: Lie): Record<string, unknown> & { id: string }
  use(options: Record<string, unknown>, lie?: Lie): Record<string, unknown> & { id: string }
}

export function createDevice(origin: string): Device {
  const { privateKey, publicKey } = newKey()
  const id = randomBytes(32)
  let userHandle = ''
  let counter = 0

  return {
    create(options, lie = {}) {
      const { challenge, rp, user } = options as {
        challenge: string
        rp: { id: string }
        user: { id: string }
      }
      userHandle = user.id
      const authData = Buffer.concat([
        toAuthenticatorData(rp.id, counter, lie, 0x40),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        toCose(publicKey),
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      const attestationObject = isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0])
      return toCredential(id, {
        clientDataJSON: toClientData('webauthn.create', challenge, origin, lie),
        attestationObject: Buffer.from(attestationObject).toString('base64url'),
        transports: ['internal'],
      })
    },

    use(options, lie = {}) {
      const { challenge, rpId } = options as { challenge: string; rpId: string }
      counter += 1
      const authenticatorData = toAuthenticatorData(rpId, counter, lie)
      const clientDataJSON = toClientData('webauthn.get', challenge, origin, lie)
      const signed = Buffer.concat([
        authenticatorData,
        createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest(),
      ])
      const key = lie.forged ? newKey().privateKey : privateKey
      return toCredential(id, {
        clientDataJSON,
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, key).toString('base64url'),
        userHandle: lie.userHandle ?? userHandle,
      })
    },
  }
}

function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function toCose(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const map = new Map<number, number | Uint8Array>([
    [cose.COSEKEYS.kty, cose.COSEKTY.EC2],
    [cose.COSEKEYS.alg, cose.COSEALG.ES256],
    [cose.COSEKEYS.crv, cose.COSECRV.P256],
    [cose.COSEKEYS.x, new Uint8Array(Buffer.from(x, 'base64url'))],
    [cose.COSEKEYS.y, new Uint8Array(Buffer.from(y, 'base64url'))],
  ])
  return Buffer.from(isoCBOR.encode(map as Parameters<typeof isoCBOR.encode>[0]))
}

/** Hash of the site, flags (present, verified, more), counter. */
function toAuthenticatorData(site: string, counter: number, lie: Lie, more = 0): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(lie.counter ?? counter)
  const flags = 0x01 | (lie.unverified ? 0 : 0x04) | more
  const hash = createHash('sha256')
    .update(lie.site ?? site)
    .digest()
  return Buffer.concat([hash, Buffer.from([flags]), count])
}

function toClientData(type: string, challenge: string, origin: string, lie: Lie): string {
  const said = {
    type,
    challenge: lie.challenge ?? challenge,
    origin: lie.origin ?? origin,
    crossOrigin: false,
  }
  return Buffer.from(JSON.stringify(said)).toString('base64url')
}

function toCredential(id: Buffer, response: object) {
  const name = id.toString('base64url')
  return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response }
}
