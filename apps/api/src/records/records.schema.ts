import { Type, type Static } from 'typebox'
import { recordLimits, type RecordTextField } from '@phrm/core'
import {
  answer,
  closed,
  Day,
  Id,
  IdParams,
  Moment,
  named,
  orNull,
  pageCounts,
  pageQuery,
} from '../http/json-schema.ts'
import { idempotencyHeaders } from '../http/idempotency.ts'
import { noContent, problems } from '../http/problem.schema.ts'
import { ifMatchHeaders } from '../http/versions.ts'

const limited = (field: RecordTextField) => Type.String({ maxLength: recordLimits[field] })

const example = {
  date: '2024-01-15',
  chief_complaint: 'Cough and fever for three days',
  doctor: 'Dr. Okafor, Hill Street Practice',
  investigations: 'CRP 24 mg/L; WBC 9.1',
  diagnosis: 'Acute bronchitis',
  prescription: 'Paracetamol 500 mg, up to four times a day',
  notes: 'Drink plenty; no sports for a week.',
  review_followup: 'Come back if the fever lasts beyond Friday.',
  review_followup_due: '2024-01-22',
}

export const RecordPerson = Type.Object({
  id: Id,
  name: Type.String(),
  relationship: Type.String(),
})

const RecordDocument = Type.Object({
  id: Id,
  filename: Type.String(),
  uploaded_at: Moment,
})

const summaryFields = {
  id: Id,
  date: Day,
  chief_complaint: orNull(Type.String()),
  doctor: orNull(Type.String()),
  diagnosis: orNull(Type.String()),
  family_member: RecordPerson,
  documents: Type.Array(RecordDocument),
}

const links = {
  family_member: { id: 7, name: 'Ben', relationship: 'child' },
  documents: [{ id: 12, filename: 'lab.pdf', uploaded_at: '2024-01-15T10:00:00.000Z' }],
}

export const RecordSummary = answer('RecordSummary', 'A record in a list.', summaryFields, {
  id: 42,
  date: example.date,
  chief_complaint: example.chief_complaint,
  doctor: example.doctor,
  diagnosis: example.diagnosis,
  ...links,
})

export const Records = answer(
  'Records',
  'One page of records.',
  { records: Type.Array(named(RecordSummary)), ...pageCounts },
  { records: RecordSummary.examples, total: 1, page: 1, pages: 1 },
)

export const HealthRecord = answer(
  'HealthRecord',
  'A record.',
  {
    ...summaryFields,
    user_id: Type.Integer({ description: 'The account that wrote it.' }),
    investigations: orNull(Type.String()),
    prescription: orNull(Type.String()),
    notes: orNull(Type.String()),
    review_followup: orNull(Type.String()),
    review_followup_due: orNull(Day),
    created_at: Moment,
    updated_at: Moment,
  },
  {
    id: 42,
    ...example,
    ...links,
    user_id: 1,
    created_at: '2024-01-15T09:30:00.000Z',
    updated_at: '2024-01-15T09:30:00.000Z',
  },
)

export const HealthRecordInput = closed(
  {
    date: Day,
    family_member_id: Type.Optional(
      Type.Integer({ ...Id, description: 'Left out: your own person.' }),
    ),
    chief_complaint: Type.Optional(limited('chiefComplaint')),
    doctor: Type.Optional(limited('doctor')),
    investigations: Type.Optional(limited('investigations')),
    diagnosis: Type.Optional(limited('diagnosis')),
    prescription: Type.Optional(limited('prescription')),
    notes: Type.Optional(limited('notes')),
    review_followup: Type.Optional(limited('reviewFollowup')),
    review_followup_due: Type.Optional({ ...Day, description: 'When that is due: a reminder.' }),
  },
  { $id: 'HealthRecordInput', examples: [{ ...example, family_member_id: 7 }] },
)

export const RecordsQuery = closed({
  ...pageQuery,
  family_member_id: Type.Optional(Id),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
})

export type RecordsBody = Static<typeof Records>
export type HealthRecordBody = Static<typeof HealthRecord>
export type HealthRecordInputBody = Static<typeof HealthRecordInput>
export type RecordSummaryBody = Static<typeof RecordSummary>

const tags = ['records']

export const listRecords = {
  operationId: 'listRecords',
  summary: 'Health records, newest first',
  tags,
  querystring: RecordsQuery,
  response: { 200: named(Records), ...problems(401, 404) },
}

export const addRecord = {
  operationId: 'addRecord',
  summary: 'Write a record',
  tags,
  headers: idempotencyHeaders,
  body: named(HealthRecordInput),
  response: { 201: named(HealthRecord), ...problems(401, 404, 409, 413, 415, 422) },
}

export const getRecord = {
  operationId: 'getRecord',
  summary: 'One record',
  tags,
  params: IdParams,
  response: { 200: named(HealthRecord), ...problems(401, 404) },
}

export const updateRecord = {
  operationId: 'updateRecord',
  summary: 'Change a record',
  description: 'What is left out is emptied.',
  tags,
  params: IdParams,
  headers: ifMatchHeaders,
  body: named(HealthRecordInput),
  response: { 200: named(HealthRecord), ...problems(401, 404, 412, 413, 415, 428) },
}

export const removeRecord = {
  operationId: 'removeRecord',
  summary: 'Remove a record with its documents',
  description: 'Can be brought back for 30 days.',
  tags,
  params: IdParams,
  headers: ifMatchHeaders,
  response: { 204: noContent, ...problems(401, 404, 412, 428) },
}

export const restoreRecord = {
  operationId: 'restoreRecord',
  summary: 'Bring a removed record back',
  tags,
  params: IdParams,
  response: { 200: named(HealthRecord), ...problems(401, 404) },
}
