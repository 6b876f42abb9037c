import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The installation's key: from SECRET_KEY, or made at first start and kept, readable by its owner only. */
export async function loadSecretKey(
  dataDir: string,
  configured: string | undefined,
): Promise<string> {
  if (configured !== undefined) return configured
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'secret.key')
  return (await readKey(path)) ?? (await makeKey(path))
}

/** One purpose, one key: what leaks through one use is of no use for another. */
export function deriveKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'phrm', purpose, 32))
}

/** HMAC-SHA256, hex. */
export function createFingerprint(key: Buffer): (text: string) => string {
  return (text) => createHmac('sha256', key).update(text).digest('hex')
}

async function readKey(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.trim().length >= 32 ? text.trim() : undefined
}

async function makeKey(path: string): Promise<string> {
  const key = randomBytes(48).toString('base64url')
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(`${key}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return key
}
