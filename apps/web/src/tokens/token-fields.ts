import * as v from 'valibot'
import type { ApiTokenInput } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'

export type TokenScope = ApiTokenInput['scopes'][number]

/** In the order in which the form shows them. */
export const tokenScopes = [
  'records:read',
  'records:write',
  'documents:read',
  'documents:write',
  'ai:use',
  'profile:read',
] as const satisfies readonly TokenScope[]

/** Days for which a token may work. */
export const tokenDays: readonly number[] = [7, 30, 90, 180, 365]

export interface TokenFields {
  name: string
  scopes: TokenScope[]
  days: number
}

export const emptyToken = (): TokenFields => ({ name: '', scopes: ['records:read'], days: 90 })

export function tokenSchema() {
  return v.object({
    name: v.pipe(
      v.string(),
      v.trim(),
      v.nonEmpty(translate('tokens.nameNeeded')),
      v.maxLength(100, translate('tokens.nameTooLong')),
    ),
    scopes: v.pipe(v.array(v.string()), v.minLength(1, translate('tokens.scopeNeeded'))),
    days: v.number(),
  })
}

export function toTokenInput({ name, scopes, days }: TokenFields): ApiTokenInput {
  return { name: name.trim(), scopes, expires_in_days: days }
}

/** What an API error calls the fields. */
export const tokenFieldNames = ['name', 'scopes'] as const
