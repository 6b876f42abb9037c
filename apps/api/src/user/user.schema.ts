import { Type, type Static } from 'typebox'
import type { Account } from '@phrm/core'
import {
  answer,
  closed,
  Day,
  Id,
  label,
  line,
  Moment,
  named,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const User = answer(
  'User',
  'An account.',
  {
    id: Id,
    username: Type.String(),
    email: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    created_at: Moment,
    date_of_birth: orNull(Day),
    is_admin: Type.Boolean(),
    family_member_id: Type.Integer({ description: 'The person that this account itself is.' }),
    language: Type.String({ description: 'BCP 47.' }),
    time_zone: Type.String({ description: 'IANA name.' }),
    email_verified: Type.Boolean(),
  },
  {
    id: 1,
    username: 'anna',
    email: 'anna@example.org',
    first_name: 'Anna',
    last_name: 'Meier',
    created_at: '2024-01-15T09:30:00.000Z',
    date_of_birth: '1989-05-02',
    is_admin: true,
    family_member_id: 1,
    language: 'en',
    time_zone: 'Europe/Berlin',
    email_verified: true,
  },
)

export type UserBody = Static<typeof User>

export const personFields = {
  username: label(50, { minLength: 3, examples: ['anna'] }),
  first_name: label(100, { examples: ['Anna'] }),
  last_name: label(100, { examples: ['Meier'] }),
  date_of_birth: Day,
}

export const UserChange = closed(
  {
    username: Type.Optional(personFields.username),
    first_name: Type.Optional(personFields.first_name),
    last_name: Type.Optional(personFields.last_name),
    date_of_birth: Type.Optional(orNull(personFields.date_of_birth)),
    language: Type.Optional(line(35, { description: 'BCP 47.', examples: ['en'] })),
    time_zone: Type.Optional(line(64, { description: 'IANA name.', examples: ['Europe/Berlin'] })),
  },
  {
    $id: 'UserChange',
    description: 'What is left out stays as it is; a birth date can be cleared by null.',
    examples: [{ first_name: 'Anna', last_name: 'Meier-Schulz' }],
  },
)

export const getUser = {
  operationId: 'getUser',
  summary: 'The account that is signed in',
  tags: ['user'],
  response: { 200: named(User), ...problems(401) },
}

export const updateUser = {
  operationId: 'updateUser',
  summary: 'Change one’s own account',
  tags: ['user'],
  body: named(UserChange),
  response: { 200: named(User), ...problems(401, 409, 413, 415) },
}

export function toUserBody(account: Account): UserBody {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    first_name: account.firstName,
    last_name: account.lastName,
    created_at: account.createdAt.toISOString(),
    date_of_birth: toNull(account.dateOfBirth),
    is_admin: account.isAdmin,
    family_member_id: account.selfId,
    language: account.language,
    time_zone: account.timeZone,
    email_verified: account.emailVerifiedAt !== undefined,
  }
}
