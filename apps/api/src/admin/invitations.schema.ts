import { Type, type Static } from 'typebox'
import { registrationModes, type Invitation as CoreInvitation } from '@phrm/core'
import {
  answer,
  closed,
  Id,
  IdParams,
  Moment,
  named,
  oneOf,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

export const RegistrationChoice = closed(
  { mode: oneOf(registrationModes) },
  {
    $id: 'RegistrationChoice',
    description: 'Who may make an account: everyone, who was invited, nobody.',
    examples: [{ mode: 'invite' }],
  },
)

export const Invitation = answer(
  'Invitation',
  'An invitation; its secret is not kept.',
  {
    id: Id,
    email: orNull(Type.String({ description: 'Nobody else can use it.' })),
    created_at: Moment,
    expires_at: Moment,
    used_at: orNull(Moment),
  },
  {
    id: 3,
    email: 'ben@example.org',
    created_at: '2024-01-15T09:30:00.000Z',
    expires_at: '2024-01-22T09:30:00.000Z',
    used_at: null,
  },
)

export const Invitations = answer(
  'Invitations',
  'The newest 200, used and expired ones too.',
  { invitations: Type.Array(named(Invitation)) },
  { invitations: Invitation.examples },
)

export const InvitationInput = closed(
  {
    email: Type.Optional(
      Type.String({ format: 'email', maxLength: 254, examples: ['ben@example.org'] }),
    ),
    valid_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 7 })),
  },
  { $id: 'InvitationInput', examples: [{ email: 'ben@example.org', valid_days: 7 }] },
)

export const MadeInvitation = answer(
  'MadeInvitation',
  'An invitation with its link, which is shown this once.',
  {
    invitation: named(Invitation),
    link: Type.String(),
    mailed: Type.Boolean({ description: 'The link is on its way to the address.' }),
  },
  {
    invitation: Invitation.examples[0],
    link: 'https://health.example.org/register#invite=Ab3…',
    mailed: true,
  },
)

const tags = ['admin']

export const getMode = {
  operationId: 'getRegistrationMode',
  summary: 'Who may make an account',
  tags,
  response: { 200: named(RegistrationChoice), ...problems(401, 403) },
}

export const setMode = {
  operationId: 'setRegistrationMode',
  summary: 'Choose who may make an account',
  description: 'Counts instead of what the configuration says.',
  tags,
  body: named(RegistrationChoice),
  response: { 200: named(RegistrationChoice), ...problems(401, 403, 413, 415) },
}

export const list = {
  operationId: 'listInvitations',
  summary: 'Invitations',
  tags,
  response: { 200: named(Invitations), ...problems(401, 403) },
}

export const add = {
  operationId: 'addInvitation',
  summary: 'Invite somebody',
  description: 'Refused while nobody may register.',
  tags,
  body: named(InvitationInput),
  response: { 201: named(MadeInvitation), ...problems(401, 403, 409, 413, 415) },
}

export const revoke = {
  operationId: 'revokeInvitation',
  summary: 'Take an invitation back',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 403, 404) },
}

export function toInvitationBody(invitation: CoreInvitation): Static<typeof Invitation> {
  return {
    id: invitation.id,
    email: toNull(invitation.email),
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
    used_at: toNull(invitation.usedAt?.toISOString()),
  }
}
