import type { FastifyInstance, FastifyReply } from 'fastify'
import type { SignedIn } from '@phrm/core'
import { accessTokenSeconds } from '../http/identity.ts'
import { toUserBody } from '../user/user.schema.ts'
import type { SessionBody } from './auth.schema.ts'
import { setDeviceCookie } from './device-cookie.ts'
import { setRefreshCookie } from './refresh-cookie.ts'

/** The body of a `Session`, and its cookies on the reply: what every way of signing in answers. */
export function toSessionAnswer(app: Pick<FastifyInstance, 'jwt'>) {
  return (reply: FastifyReply, signedIn: SignedIn): SessionBody => {
    const { account, sessionId, deviceToken } = signedIn
    setRefreshCookie(reply, signedIn)
    if (deviceToken !== undefined) setDeviceCookie(reply, deviceToken)
    return {
      access_token: app.jwt.sign({ sub: String(account.id), sid: sessionId }),
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      user: toUserBody(account),
    }
  }
}
