import { Type, type Static } from 'typebox'
import { securityEventTypes, toDeviceName, type Access, type SecurityEvent } from '@phrm/core'
import {
  answer,
  closed,
  Id,
  IdParams,
  Moment,
  named,
  oneOf,
  orNull,
  pageCounts,
  pageQuery,
  toNull,
} from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

const LogId = Type.Integer({ minimum: 1, examples: [1042] })
const at = '2024-01-15T09:30:00.000Z'

export const AccessBody = answer(
  'Access',
  'That somebody looked at the data of a person, or changed it.',
  {
    id: LogId,
    at: Moment,
    action: Type.String({ examples: ['health-record.read', 'document.download'] }),
    subject: orNull(Type.String({ description: 'Id of the record or document, if it was one.' })),
    account: Type.Union([
      Type.Object({ id: Id, name: Type.String(), you: Type.Boolean() }),
      Type.Null({ description: 'An account that is gone.' }),
    ]),
    through: oneOf(['sign-in', 'token', 'background'], {
      description: '`background`: work that began by itself, or that somebody had asked for.',
    }),
    token_name: orNull(Type.String()),
  },
  {
    id: 1042,
    at,
    action: 'health-record.read',
    subject: '42',
    account: { id: 2, name: 'Ben Meier', you: false },
    through: 'sign-in',
    token_name: null,
  },
)

export const Accesses = answer(
  'Accesses',
  'One page of accesses, newest first.',
  { accesses: Type.Array(named(AccessBody)), ...pageCounts },
  { accesses: AccessBody.examples, total: 1, page: 1, pages: 1 },
)

export const SecurityEventBody = answer(
  'SecurityEvent',
  'Something that concerns the safety of an account, and nobody’s health.',
  {
    id: LogId,
    at: Moment,
    type: oneOf(securityEventTypes),
    account: Type.Union([
      Type.Object({ id: Id, username: Type.String() }),
      Type.Null({ description: 'Nobody was known, or the account is gone.' }),
    ]),
    ip: orNull(Type.String()),
    device: orNull(Type.String({ description: 'What the agent is called by people.' })),
    user_agent: orNull(Type.String()),
    details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  {
    id: 7,
    at,
    type: 'authn_login_fail',
    account: { id: 2, username: 'ben' },
    ip: '192.0.2.7',
    device: 'Firefox on Linux',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    details: {},
  },
)

export const SecurityEvents = answer(
  'SecurityEvents',
  'One page of security events, newest first.',
  { events: Type.Array(named(SecurityEventBody)), ...pageCounts },
  { events: SecurityEventBody.examples, total: 1, page: 1, pages: 1 },
)

export const listAccesses = {
  operationId: 'listAccesses',
  summary: 'Who looked at a person’s data or changed it',
  description: 'For owners and editors. Looking at this list is not in the list.',
  tags: ['family'],
  params: IdParams,
  querystring: closed(pageQuery),
  response: { 200: named(Accesses), ...problems(401, 403, 404) },
}

export const listActivity = {
  operationId: 'listActivity',
  summary: 'What happened to your account: sign-ins, changes, tokens',
  tags: ['user'],
  querystring: closed(pageQuery),
  response: { 200: named(SecurityEvents), ...problems(401) },
}

export const listSecurityEvents = {
  operationId: 'listSecurityEvents',
  summary: 'Security events of all accounts',
  description: 'Nothing about anyone’s health is among them.',
  tags: ['admin'],
  querystring: closed({ ...pageQuery, type: Type.Optional(oneOf(securityEventTypes)) }),
  response: { 200: named(SecurityEvents), ...problems(401, 403) },
}

export function toAccessBody(access: Access, reader: number): Static<typeof AccessBody> {
  const { account } = access
  return {
    id: access.id,
    at: access.at.toISOString(),
    action: access.action,
    subject: toNull(access.subject),
    account: account ? { ...account, you: account.id === reader } : null,
    through: access.through,
    token_name: toNull(access.tokenName),
  }
}

export function toEventBody(event: SecurityEvent): Static<typeof SecurityEventBody> {
  return {
    id: event.id,
    at: event.at.toISOString(),
    type: event.type,
    account: toNull(event.account),
    ip: toNull(event.ip),
    device: event.userAgent === undefined ? null : toDeviceName(event.userAgent),
    user_agent: toNull(event.userAgent),
    details: event.details,
  }
}
