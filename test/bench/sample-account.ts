import { createHmac } from 'node:crypto'

/** The same at each size of the database, so that only its size differs. */
export const recordsPerAccount = 100

export function accountsOf(records: number): number {
  return Math.floor(records / recordsPerAccount)
}

/** Accounts, their persons and their sessions are numbered alike. */
export function toPath(account: number): string {
  return `/api/v1/records?family_member_id=${account}&per_page=20`
}

/** Of a session's id; the number of its account follows. */
export const sessionPrefix = 'benchmark-session-'

/** An access token as the sign-in gives it, good for ten minutes; an account keeps it for five, and is then given another. */
export function toAccessToken(account: number, signingSecret: string, now = Date.now()): string {
  const iat = Math.floor(now / 300_000) * 300
  const claims = {
    sub: String(account),
    sid: `${sessionPrefix}${account}`,
    iat,
    exp: iat + 600,
    iss: 'phrm',
    aud: 'phrm-api',
  }
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encode).join('.')
  return `${signed}.${createHmac('sha256', signingSecret).update(signed).digest('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
