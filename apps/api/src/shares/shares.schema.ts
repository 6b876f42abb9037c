import { Type, type Static } from 'typebox'
import type { Share } from '@phrm/core'
import {
  answer,
  closed,
  Id,
  IdParams,
  Moment,
  named,
  oneOf,
  oneOfOrNull,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const sharedRoles = ['viewer', 'editor'] as const

const example = {
  id: 12,
  kind: 'share',
  family_member: { id: 7, name: 'Ben' },
  role: 'viewer',
  valid_until: '2027-01-31T23:00:00.000Z',
  offered_at: '2026-01-15T09:30:00.000Z',
  accepted_at: null,
  to_email: 'grandmother@example.org',
  to_name: null,
  from_name: 'Ana Silva',
  from_email: 'ana@example.org',
}

export const ShareShape = answer(
  'Share',
  'A person who is offered to, or shared with, another account.',
  {
    id: Id,
    kind: oneOf(['share', 'handover']),
    family_member: Type.Object({ id: Id, name: Type.String() }),
    role: oneOfOrNull(sharedRoles),
    valid_until: orNull(Moment),
    offered_at: Moment,
    accepted_at: orNull(Moment),
    to_email: Type.String(),
    to_name: orNull(Type.String()),
    from_name: Type.String(),
    from_email: Type.String(),
  },
  example,
)

export type ShareBody = Static<typeof ShareShape>

const list = Type.Array(named(ShareShape))

export const Shares = answer(
  'Shares',
  'What is shared with whom.',
  {
    given: list,
    offered: list,
    received: list,
    email_unconfirmed: Type.Boolean({
      description: 'Offers are shown once the own e-mail address is confirmed.',
    }),
  },
  { given: [example], offered: [], received: [], email_unconfirmed: false },
)

const Email = Type.String({ format: 'email', minLength: 3, maxLength: 254 })
const terms = { role: oneOf(sharedRoles), valid_until: Type.Optional(orNull(Moment)) }

export const ShareInput = closed(
  { email: Email, ...terms },
  {
    $id: 'ShareInput',
    examples: [{ email: 'grandmother@example.org', role: 'viewer', valid_until: null }],
  },
)

export const ShareTerms = closed(terms, {
  $id: 'ShareTerms',
  examples: [{ role: 'editor', valid_until: null }],
})

export const HandoverInput = closed(
  { email: Email },
  { $id: 'HandoverInput', examples: [{ email: 'ben@example.org' }] },
)

export const ShareAnswer = closed(
  {
    keep_access: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Of a hand-over: whoever hands over may go on looking.',
      }),
    ),
  },
  { $id: 'ShareAnswer', examples: [{ keep_access: false }] },
)

export const AcceptedShare = answer(
  'AcceptedShare',
  'The person who is there to be seen now.',
  { family_member_id: Id },
  { family_member_id: 7 },
)

const tags = ['sharing']

export const listShares = {
  operationId: 'listShares',
  summary: 'What you share, and what is shared with you',
  tags,
  response: { 200: named(Shares), ...problems(401) },
}

export const offerShare = {
  operationId: 'offerShare',
  summary: 'Share a person',
  description:
    'With whoever has this e-mail address, once they accept; the answer does not tell whether anybody has it. Offering again renews the offer.',
  tags,
  params: IdParams,
  body: named(ShareInput),
  response: { 201: named(ShareShape), ...problems(401, 403, 404, 409, 413, 415) },
}

export const handOver = {
  operationId: 'handOver',
  summary: 'Hand a person over',
  description:
    'Once accepted, the person and everything of theirs belongs to the other account, and to no other.',
  tags,
  params: IdParams,
  body: named(HandoverInput),
  response: { 201: named(ShareShape), ...problems(401, 403, 404, 409, 413, 415) },
}

export const acceptShare = {
  operationId: 'acceptShare',
  summary: 'Accept what is offered',
  tags,
  params: IdParams,
  body: named(ShareAnswer),
  response: {
    200: named(AcceptedShare),
    ...problems(401, 404, 413, 415),
  },
}

export const declineShare = {
  operationId: 'declineShare',
  summary: 'Decline what is offered',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 404) },
}

export const changeShare = {
  operationId: 'changeShare',
  summary: 'Change what somebody may do, and until when',
  tags,
  params: IdParams,
  body: named(ShareTerms),
  response: { 200: named(ShareShape), ...problems(401, 404, 413, 415) },
}

export const endShare = {
  operationId: 'endShare',
  summary: 'End a share, or take an offer back',
  description: 'Of the owner, or of the one with whom the person is shared. Takes effect at once.',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 404) },
}

export function toShareBody(share: Share): ShareBody {
  return {
    id: share.id,
    kind: share.kind,
    family_member: share.familyMember,
    role: toNull(share.role),
    valid_until: toNull(share.validUntil?.toISOString()),
    offered_at: share.offeredAt.toISOString(),
    accepted_at: toNull(share.acceptedAt?.toISOString()),
    to_email: share.email,
    to_name: toNull(share.receiverName),
    from_name: share.giver.name,
    from_email: share.giver.email,
  }
}

export function toTerms({ role, valid_until }: Static<typeof ShareTerms>) {
  return { role, validUntil: valid_until ? new Date(valid_until) : undefined }
}
