import { Type, type Static } from 'typebox'
import type { DataExport, Imported } from '@phrm/core'
import { answer, closed, Id, Moment, named, oneOf, orNull, toNull } from '../http/json-schema.ts'
import { noContent, problems } from '../http/problem.schema.ts'

export const Export = answer(
  'Export',
  'The archive of an account.',
  {
    state: oneOf(['none', 'preparing', 'ready', 'failed']),
    job_id: orNull(Id),
    requested_at: orNull(Moment),
    ready_at: orNull(Moment),
    expires_at: orNull(Type.String({ format: 'date-time', description: 'Then the file is gone.' })),
    file_size: orNull(Type.Integer({ description: 'Bytes.' })),
  },
  {
    state: 'ready',
    job_id: 31,
    requested_at: '2024-01-15T09:30:00.000Z',
    ready_at: '2024-01-15T09:31:00.000Z',
    expires_at: '2024-01-16T09:31:00.000Z',
    file_size: 48_211_042,
  },
)

export const ImportResult = answer(
  'ImportResult',
  'What an archive brought.',
  {
    family_members: Type.Integer(),
    records: Type.Integer(),
    documents: Type.Integer(),
  },
  { family_members: 4, records: 212, documents: 57 },
)

export const Deletion = answer(
  'Deletion',
  'Whether the account is about to end.',
  { due_at: orNull(Type.String({ format: 'date-time', description: 'Then everything is gone.' })) },
  { due_at: '2024-02-14T09:30:00.000Z' },
)

export const DeletionRequest = closed(
  { confirm: oneOf(['DELETE']) },
  { $id: 'DeletionRequest', examples: [{ confirm: 'DELETE' }] },
)

type ExportBody = Static<typeof Export>

/** Described for the documentation alone: the archive is streamed and checked on the way. */
export const importForm = {
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['files'],
        properties: {
          files: { type: 'string', format: 'binary', description: 'An archive made by PHRM.' },
        },
      },
    },
  },
}

const tags = ['my data']

export const getExport = {
  operationId: 'getExport',
  summary: 'Whether an archive is being made, or ready',
  tags,
  response: { 200: named(Export), ...problems(401) },
}

export const requestExport = {
  operationId: 'requestExport',
  summary: 'Make an archive of everything',
  description:
    'A zip with JSON, documents, page pictures, own history and checksums. Needs a sign-in of the last 15 minutes.',
  tags,
  response: { 202: named(Export), ...problems(401, 403) },
}

export const downloadExport = {
  operationId: 'downloadExport',
  summary: 'The archive',
  description: 'Lies ready for 24 hours. Needs a sign-in of the last 15 minutes.',
  tags,
  response: {
    200: {
      description: 'The bytes.',
      content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    },
    ...problems(401, 403, 404),
  },
}

export const importArchive = {
  operationId: 'importArchive',
  summary: 'Bring an archive into a fresh account',
  description: 'Multipart, field `files`, one archive. All of it is taken or nothing.',
  tags,
  response: { 201: named(ImportResult), ...problems(401, 409, 413, 415, 507) },
}

export const getDeletion = {
  operationId: 'getDeletion',
  summary: 'Whether the account is about to end',
  tags,
  response: { 200: named(Deletion), ...problems(401) },
}

export const requestDeletion = {
  operationId: 'requestDeletion',
  summary: 'End the account',
  description:
    'Every sign-in and token ends at once. Until the day that is answered signing in offers to take it back, and nothing else. Needs a sign-in of the last 15 minutes.',
  tags,
  body: named(DeletionRequest),
  response: { 200: named(Deletion), ...problems(401, 403, 409, 413, 415) },
}

export const cancelDeletion = {
  operationId: 'cancelDeletion',
  summary: 'Keep the account after all',
  tags,
  response: { 204: noContent, ...problems(401, 409) },
}

export function toExportBody(made: DataExport | undefined): ExportBody {
  return {
    state: made?.state ?? 'none',
    job_id: toNull(made?.jobId),
    requested_at: toNull(made?.requestedAt.toISOString()),
    ready_at: toNull(made?.readyAt?.toISOString()),
    expires_at: toNull(made?.expiresAt?.toISOString()),
    file_size: toNull(made?.fileSize),
  }
}

export function toImportBody({ members, records, documents }: Imported) {
  return { family_members: members, records, documents }
}
