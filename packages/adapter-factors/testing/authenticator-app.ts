import { createHmac } from 'node:crypto'
import { Secret } from 'otpauth'

/** What an app shows at that moment, by RFC 4226 and RFC 6238 themselves and not by the library under test. */
export function toCode(seed: string, at: Date): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const mac = createHmac('sha1', Secret.fromBase32(seed).bytes).update(message).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
