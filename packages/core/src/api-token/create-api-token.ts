import type { Actor, Scope } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { tell } from '../notification/notice.ts'
import type { Ports } from '../ports.ts'
import { toDeviceName } from '../session/device-name.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import type { Caller } from './caller.ts'
import type { ApiToken } from './api-token.ts'
import { toTokenText } from './token-text.ts'

export const tokenDays = { byDefault: 90, most: 365 } as const

/** Tokens of one account that work at the same time. */
const mostTokens = 50

const day = 24 * 3600 * 1000

export interface CreateApiToken {
  name: string
  scopes: readonly Scope[]
  /** 1 to 365; 90 when left out. */
  days?: number | undefined
}

export interface CreatedApiToken extends ApiToken {
  /** Shown to the person this once. */
  token: string
}

/** Needs a recent sign-in; a token makes no tokens. */
export function createApiToken(ports: Ports) {
  const { store, now, newToken, hashToken } = ports
  const requireRecent = requireRecentSignIn(ports)

  return async (
    actor: Actor,
    { name, scopes, days = tokenDays.byDefault }: CreateApiToken,
    caller: Caller = {},
  ): Promise<CreatedApiToken> => {
    requireRecent(actor)
    if (days < 1 || days > tokenDays.most) throw tooLong()
    const token = toTokenText(newToken())
    const createdAt = now()
    const added = await store.as(actor, async ({ apiTokens, audit }) => {
      if ((await apiTokens.list(createdAt)).length >= mostTokens) throw tooMany()
      const made = await apiTokens.add({
        name,
        scopes: [...new Set(scopes)],
        hint: token.slice(-8),
        tokenHash: hashToken(token),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + days * day),
      })
      await audit.event({ type: 'authn_token_created', ...caller, details: { token: made.id } })
      return made
    })
    await tell(ports)(actor.accountId, 'token-created', toDeviceName(caller.userAgent))
    return { ...added, token }
  }
}

function tooLong(): DomainError {
  return new DomainError('invalid', `A token works for 1 to ${tokenDays.most} days.`, {
    field: 'expires_in_days',
  })
}

function tooMany(): DomainError {
  return new DomainError('conflict', `At most ${mostTokens} tokens: revoke one first.`)
}
