import { Type, type Static } from 'typebox'
import type { OwnSession } from '@phrm/core'
import { answer, closed, Id, Moment, named, orNull, toNull } from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const session = {
  id: Id,
  current: Type.Boolean({ description: 'The one that asks.' }),
  created_at: Moment,
  last_seen_at: Moment,
  expires_at: Moment,
  remember: Type.Boolean(),
  ip: orNull(Type.String()),
  device: Type.String({ description: 'What people call it.' }),
  user_agent: orNull(Type.String()),
}

export const Sessions = answer(
  'Sessions',
  'Where the account is signed in.',
  { sessions: Type.Array(Type.Object(session)) },
  {
    sessions: [
      {
        id: 12,
        current: true,
        created_at: '2026-01-15T09:30:00.000Z',
        last_seen_at: '2026-01-15T09:40:00.000Z',
        expires_at: '2026-01-16T09:30:00.000Z',
        remember: false,
        ip: '192.168.1.20',
        device: 'Firefox on Linux',
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
    ],
  },
)

export function toSessionsBody(sessions: OwnSession[]): Static<typeof Sessions> {
  return {
    sessions: sessions.map((each) => ({
      id: each.number,
      current: each.current,
      created_at: each.createdAt.toISOString(),
      last_seen_at: each.lastSeenAt.toISOString(),
      expires_at: each.expiresAt.toISOString(),
      remember: each.remember,
      ip: toNull(each.ip),
      device: each.device,
      user_agent: toNull(each.userAgent),
    })),
  }
}

export const PasswordChange = closed(
  {
    current_password: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    new_password: Type.String({
      minLength: 1,
      maxLength: 512,
      description: '15 to 256 characters, any; 8 where a second factor guards the account.',
    }),
  },
  {
    $id: 'PasswordChange',
    examples: [
      {
        current_password: 'seven geese on a frozen pond',
        new_password: 'nine herons under a paper moon',
      },
    ],
  },
)

const tags = ['auth']

export const listSessions = {
  operationId: 'listSessions',
  summary: 'Where the account is signed in',
  tags,
  response: { 200: named(Sessions), ...problems(401) },
}

export const endSession = {
  operationId: 'endSession',
  summary: 'Sign out another device',
  description: 'At once: its access tokens are worth nothing from here on.',
  tags,
  params: closed({ id: Id }),
  response: { 204: noContent, ...problems(401, 404) },
}

export const endOtherSessions = {
  operationId: 'endOtherSessions',
  summary: 'Sign out everywhere else',
  tags,
  response: { 204: noContent, ...problems(401) },
}

export const changePassword = {
  operationId: 'changePassword',
  summary: 'Another password',
  description:
    'Ends every other session; API tokens stay. 403 without the current password, `password-too-short` or `password-common` for one that is no good.',
  tags,
  body: named(PasswordChange),
  response: { 204: noContent, ...problems(401, 403, 413, 415) },
}
