import type { Actor, Scope, UseCases } from '@phrm/core'
import type { ApiSettings, RateLimits } from '../settings.ts'

/** What every feature's routes are given. */
export interface FeatureOptions {
  useCases: UseCases
  settings: ApiSettings
}

/** Who may call a route: an account (unless it says otherwise), anyone, or the holder of the refresh cookie. */
export type Access = 'account' | 'anonymous' | 'refresh-cookie'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route but the anonymous ones. */
    actor: Actor
  }

  interface FastifyContextConfig {
    access?: Access
    /** What an API token needs to call it; without one tokens are refused. */
    scope?: Scope
    /** Also for an account that is about to end: everything else is closed to it. */
    whileLeaving?: boolean
    /** Which rate limit counts; left out: the general one. */
    bucket?: keyof RateLimits
    /** Body for the documentation alone, where none is validated. */
    form?: object
  }
}
