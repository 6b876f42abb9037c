import { createHmac } from 'node:crypto'

export const secret = 'only for tests, and long enough for HS256'

export const now = Math.floor(Date.now() / 1000)
export const good = { sub: '1', sid: 's', iss: 'phrm', aud: 'phrm-api', iat: now, exp: now + 60 }

export function toToken(
  claims: object,
  { header = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256', secret: key = secret } = {},
): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode(header)}.${encode(claims)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

const without = (name: keyof typeof good): object => ({ ...good, [name]: undefined })

/** By what is wrong with them: signed with the right key where nothing else is said. */
export const forged: Record<string, string> = {
  'algorithm none': `${toToken(good, { header: { alg: 'none', typ: 'JWT' } })
    .split('.', 2)
    .join('.')}.`,
  HS512: toToken(good, { header: { alg: 'HS512', typ: 'JWT' }, hash: 'sha512' }),
  'empty key': toToken(good, { secret: '' }),
  'another key': toToken(good, { secret: 'x'.repeat(40) }),
  'no exp': toToken(without('exp')),
  'no iat': toToken(without('iat')),
  'no sid': toToken(without('sid')),
  'no sub': toToken(without('sub')),
  expired: toToken({ ...good, iat: now - 700, exp: now - 60 }),
  'valid for a year': toToken({ ...good, iat: now - 700, exp: now + 31_536_000 }),
  'not yet': toToken({ ...good, nbf: now + 60 }),
  'another issuer': toToken({ ...good, iss: 'evil' }),
  'another audience': toToken({ ...good, aud: 'refresh' }),
  'no audience': toToken(without('aud')),
  'no issuer': toToken(without('iss')),
  'critical header': toToken(good, {
    header: { alg: 'HS256', typ: 'JWT', crit: ['x'], x: 1 } as never,
  }),
  'a name for a number': toToken({ ...good, sub: 'admin' }),
  'a number for a text': toToken({ ...good, sub: 1 }),
  'a number for a session': toToken({ ...good, sid: 1 }),
  'account 0': toToken({ ...good, sub: '0' }),
  'an account with a word behind': toToken({ ...good, sub: '1 or 2' }),
  'an account with a sign': toToken({ ...good, sub: '-1' }),
  'an account beyond all numbers': toToken({ ...good, sub: '12345678901' }),
  'a text without an end': toToken({ ...good, more: 'x'.repeat(2000) }),
  tampered: toToken(good).replace(
    /\..*\./,
    `.${Buffer.from('{"sub":"2"}').toString('base64url')}.`,
  ),
  'no token at all': 'abc',
  empty: '',
}
