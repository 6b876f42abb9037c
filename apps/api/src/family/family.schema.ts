import { Type, type Static } from 'typebox'
import type { FamilyMember, FamilyMemberInput } from '@phrm/core'
import { idempotencyHeaders } from '../http/idempotency.ts'
import { ifMatchHeaders } from '../http/versions.ts'
import {
  answer,
  closed,
  Day,
  Id,
  IdParams,
  line,
  Moment,
  named,
  oneOf,
  oneOfOrNull,
  orNull,
  toNull,
} from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const sexes = ['female', 'male', 'other'] as const

const example = {
  name: 'Ben',
  relationship: 'child',
  date_of_birth: '2016-03-08',
  sex: 'male',
  medical_history: 'Allergic to penicillin (rash, 2019).',
}

export const Member = answer(
  'Member',
  'A person.',
  {
    id: Id,
    name: Type.String(),
    relationship: Type.String(),
    date_of_birth: orNull(Day),
    sex: oneOfOrNull(sexes),
    medical_history: orNull(Type.String()),
    role: oneOf(['owner', 'editor', 'viewer'], {
      description: 'What you may do: viewers look, editors write as well.',
    }),
    shared_by: orNull(Type.String({ description: 'Who shared the person with you.' })),
    shared_until: orNull(Moment),
    created_at: Moment,
    updated_at: Moment,
  },
  {
    id: 7,
    ...example,
    role: 'owner',
    shared_by: null,
    shared_until: null,
    created_at: '2024-01-15T09:30:00.000Z',
    updated_at: '2024-01-15T09:30:00.000Z',
  },
)

export type MemberBody = Static<typeof Member>

export const MemberInput = closed(
  {
    name: line(100),
    relationship: line(50, {
      description: '`spouse`, `child`, `parent`, `sibling`, `other`, or any other word.',
    }),
    date_of_birth: Type.Optional(Day),
    sex: Type.Optional(oneOf(sexes)),
    medical_history: Type.Optional(Type.String({ maxLength: 5000 })),
  },
  { $id: 'MemberInput', examples: [example] },
)

export const Members = answer(
  'Members',
  'The people.',
  { family_members: Type.Array(named(Member)) },
  { family_members: Member.examples },
)

const tags = ['family']

export const listMembers = {
  operationId: 'listFamilyMembers',
  summary: 'Everyone whose health is kept here',
  tags,
  response: { 200: named(Members), ...problems(401) },
}

export const addMember = {
  operationId: 'addFamilyMember',
  summary: 'Add a person',
  tags,
  headers: idempotencyHeaders,
  body: named(MemberInput),
  response: { 201: named(Member), ...problems(401, 409, 413, 415, 422) },
}

export const getMember = {
  operationId: 'getFamilyMember',
  summary: 'One person',
  tags,
  params: IdParams,
  response: { 200: named(Member), ...problems(401, 404) },
}

export const updateMember = {
  operationId: 'updateFamilyMember',
  summary: 'Change a person',
  description: 'What is left out is emptied.',
  tags,
  params: IdParams,
  headers: ifMatchHeaders,
  body: named(MemberInput),
  response: { 200: named(Member), ...problems(401, 404, 409, 412, 413, 415, 428) },
}

export const removeMember = {
  operationId: 'removeFamilyMember',
  summary: 'Remove a person with all records',
  description: 'Can be brought back for 30 days. Your own person stays.',
  tags,
  params: IdParams,
  headers: ifMatchHeaders,
  response: { 204: noContent, ...problems(401, 404, 409, 412, 428) },
}

export const restoreMember = {
  operationId: 'restoreFamilyMember',
  summary: 'Bring a removed person back',
  tags,
  params: IdParams,
  response: { 200: named(Member), ...problems(401, 404) },
}

export function toMemberBody(member: FamilyMember): MemberBody {
  return {
    id: member.id,
    name: member.name,
    relationship: member.relationship,
    date_of_birth: toNull(member.dateOfBirth),
    sex: toNull(member.sex),
    medical_history: toNull(member.medicalHistory),
    role: member.role,
    shared_by: toNull(member.sharedBy),
    shared_until: toNull(member.sharedUntil?.toISOString()),
    created_at: member.createdAt.toISOString(),
    updated_at: member.updatedAt.toISOString(),
  }
}

export function toMemberInput(body: Static<typeof MemberInput>): FamilyMemberInput {
  const { date_of_birth, medical_history, ...rest } = body
  return { ...rest, dateOfBirth: date_of_birth, medicalHistory: medical_history }
}
