import { Type, type Static } from 'typebox'
import { scopes, type ApiToken, type CreatedApiToken } from '@phrm/core'
import {
  answer,
  closed,
  Id,
  IdParams,
  label,
  Moment,
  named,
  oneOf,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const fields = {
  id: Id,
  name: Type.String(),
  scopes: Type.Array(oneOf(scopes)),
  hint: Type.String({ description: 'The last eight characters.' }),
  created_at: Moment,
  expires_at: Moment,
  last_used_at: orNull(Moment),
}

const example = {
  id: 3,
  name: 'Backup script',
  scopes: ['records:read', 'documents:read'],
  hint: '3kX0aB9f',
  created_at: '2024-01-15T09:30:00.000Z',
  expires_at: '2024-04-14T09:30:00.000Z',
  last_used_at: null,
}

export const ApiTokenShape = answer('ApiToken', 'A token for a program.', fields, example)

export const CreatedToken = answer(
  'CreatedApiToken',
  'A new token. It is shown this once.',
  {
    ...fields,
    token: Type.String({ description: 'For `Authorization: Bearer …`.' }),
  },
  { ...example, token: 'phrm_pat_…' },
)

export const ApiTokens = answer(
  'ApiTokens',
  'The tokens that work.',
  { tokens: Type.Array(named(ApiTokenShape)) },
  { tokens: [example] },
)

export const TokenInput = closed(
  {
    name: label(100, { description: 'Which program has it.' }),
    scopes: Type.Array(oneOf(scopes), { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
    expires_in_days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 365, description: 'Left out: 90.' }),
    ),
  },
  {
    $id: 'ApiTokenInput',
    examples: [{ name: example.name, scopes: example.scopes, expires_in_days: 90 }],
  },
)

const tags = ['auth']

export const listTokens = {
  operationId: 'listApiTokens',
  summary: 'One’s own tokens for programs',
  tags,
  response: { 200: named(ApiTokens), ...problems(401) },
}

export const createToken = {
  operationId: 'createApiToken',
  summary: 'Make a token for a program',
  description: 'Needs a sign-in of the last 15 minutes. Tokens make no tokens.',
  tags,
  body: named(TokenInput),
  response: { 201: named(CreatedToken), ...problems(401, 403, 409, 413, 415) },
}

export const revokeToken = {
  operationId: 'revokeApiToken',
  summary: 'End a token at once',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 404) },
}

export function toTokenBody(token: ApiToken): Static<typeof ApiTokenShape> {
  return {
    id: token.id,
    name: token.name,
    scopes: [...token.scopes],
    hint: token.hint,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    last_used_at: toNull(token.lastUsedAt?.toISOString()),
  }
}

export function toCreatedBody(created: CreatedApiToken): Static<typeof CreatedToken> {
  return { ...toTokenBody(created), token: created.token }
}
