import { Type, type Static } from 'typebox'
import type { AccountSummary } from '@phrm/core'
import { answer, closed, Id, IdParams, Moment, named, orNull, toNull } from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

export const AccountSummaryBody = answer(
  'AccountSummary',
  'An account as an administrator sees it: nothing of anybody’s health.',
  {
    id: Id,
    username: Type.String(),
    email: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    is_admin: Type.Boolean(),
    created_at: Moment,
    last_seen_at: orNull(Moment),
    disabled_at: orNull(Moment),
    locked: Type.Boolean({ description: 'Closed by wrong passwords.' }),
    second_factor: Type.Boolean(),
    storage_bytes: Type.Integer({ description: 'Of the documents that it added.' }),
  },
  {
    id: 2,
    username: 'ben',
    email: 'ben@example.org',
    first_name: 'Ben',
    last_name: 'Meier',
    is_admin: false,
    created_at: '2024-01-15T09:30:00.000Z',
    last_seen_at: '2024-02-01T18:12:00.000Z',
    disabled_at: null,
    locked: false,
    second_factor: true,
    storage_bytes: 1_204_113,
  },
)

export const AccountSummaries = answer(
  'AccountSummaries',
  'The accounts, newest first.',
  { accounts: Type.Array(named(AccountSummaryBody)) },
  { accounts: AccountSummaryBody.examples },
)

export const AccountChange = closed(
  {
    disabled: Type.Optional(Type.Boolean({ description: 'Nobody signs in; what runs ends.' })),
    is_admin: Type.Optional(Type.Boolean({ description: 'Asks for a recent sign-in.' })),
  },
  { $id: 'AccountChange', examples: [{ disabled: true }] },
)

const tags = ['admin']

export const listAccounts = {
  operationId: 'listAccounts',
  summary: 'All accounts',
  tags,
  response: { 200: named(AccountSummaries), ...problems(401, 403) },
}

export const changeAccount = {
  operationId: 'changeAccount',
  summary: 'Disable or enable an account, or change its rights',
  description:
    'Its sessions end; disabling takes back its tokens too. The last administrator stays one.',
  tags,
  params: IdParams,
  body: named(AccountChange),
  response: { 200: named(AccountSummaryBody), ...problems(401, 403, 404, 409, 413, 415) },
}

export const endAccountSessions = {
  operationId: 'endAccountSessions',
  summary: 'Sign an account out everywhere',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 403, 404) },
}

export const unlockAccount = {
  operationId: 'unlockAccount',
  summary: 'Let an account try passwords again',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 403, 404) },
}

export function toSummaryBody(account: AccountSummary): Static<typeof AccountSummaryBody> {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    first_name: account.firstName,
    last_name: account.lastName,
    is_admin: account.isAdmin,
    created_at: account.createdAt.toISOString(),
    last_seen_at: toNull(account.lastSeenAt?.toISOString()),
    disabled_at: toNull(account.disabledAt?.toISOString()),
    locked: account.locked,
    second_factor: account.secondFactor,
    storage_bytes: account.storageBytes,
  }
}
