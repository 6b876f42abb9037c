import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Sealer } from '@phrm/core'

const version = 1
const ivLength = 12
const tagLength = 16

/** AES-256-GCM; version, nonce and tag stand before the text, base64url. */
export function createSealer(key: Buffer): Sealer {
  return {
    seal: (text, purpose) => {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed]).toString(
        'base64url',
      )
    },

    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes[0] !== version || bytes.length < 1 + ivLength + tagLength)
        throw new Error('This is nothing that was sealed here.')
      const iv = bytes.subarray(1, 1 + ivLength)
      const tag = bytes.subarray(1 + ivLength, 1 + ivLength + tagLength)
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
      const text = bytes.subarray(1 + ivLength + tagLength)
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8')
    },
  }
}
