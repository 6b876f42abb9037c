import type { Ports } from '../ports.ts'
import { authenticateToken } from './authenticate-token.ts'
import { createApiToken } from './create-api-token.ts'
import { listApiTokens } from './list-api-tokens.ts'
import { revokeApiToken } from './revoke-api-token.ts'

export type ApiTokens = ReturnType<typeof apiTokens>

export function apiTokens(ports: Ports) {
  return {
    list: listApiTokens(ports),
    create: createApiToken(ports),
    revoke: revokeApiToken(ports),
    authenticate: authenticateToken(ports),
  }
}
