import { Type, type Static } from 'typebox'
import {
  answer,
  closed,
  Day,
  Id,
  IdParams,
  Moment,
  named,
  oneOf,
  orNull,
  pageCounts,
  pageQuery,
} from '../http/json-schema.ts'
import { idempotencyHeaders } from '../http/idempotency.ts'
import { noContent, problems } from '../http/problem.schema.ts'

const example = {
  id: 12,
  record_id: 42,
  family_member_id: 7,
  record_date: '2024-01-15',
  filename: 'lab.pdf',
  file_size: 48211,
  content_type: 'application/pdf',
  uploaded_at: '2024-01-15T10:00:00.000Z',
  state: 'done',
  reason: null,
  page_count: 2,
  job_id: 31,
}

export const Document = answer(
  'Document',
  'A document.',
  {
    id: Id,
    record_id: Id,
    family_member_id: Id,
    record_date: Day,
    filename: Type.String(),
    file_size: Type.Integer({ description: 'Bytes.' }),
    content_type: Type.String({ description: 'Found from the bytes.' }),
    uploaded_at: Moment,
    state: oneOf(['queued', 'reading', 'done', 'needs_attention', 'failed'], {
      description: 'How far reading the text has come.',
    }),
    reason: orNull(Type.String({ description: 'For people: what is wrong with it.' })),
    page_count: orNull(Type.Integer()),
    job_id: orNull(Type.Integer({ description: 'The job that reads it.' })),
  },
  example,
)

export const Documents = answer(
  'Documents',
  'Documents.',
  { documents: Type.Array(named(Document)) },
  { documents: [example] },
)

export const DocumentList = answer(
  'DocumentList',
  'One page of documents.',
  { documents: Type.Array(named(Document)), ...pageCounts },
  { documents: [example], total: 1, page: 1, pages: 1 },
)

export const Page = answer(
  'Page',
  'What was read on a page.',
  {
    number: Type.Integer({ description: 'From 1.' }),
    text: Type.String(),
    source: oneOf(['text-layer', 'ocr']),
    confidence: orNull(Type.Number({ description: '0 to 100, for OCR.' })),
    words: Type.Array(
      Type.Object({
        text: Type.String(),
        box: Type.Array(Type.Number(), {
          description: 'Left, top, width, height as shares of the page.',
        }),
        confidence: orNull(Type.Number()),
      }),
    ),
  },
  {
    number: 1,
    text: 'CRP 24 mg/L',
    source: 'ocr',
    confidence: 93.5,
    words: [{ text: 'CRP', box: [0.1, 0.2, 0.05, 0.02], confidence: 96 }],
  },
)

export type DocumentBody = Static<typeof Document>
export type PageBody = Static<typeof Page>

/** Described for the documentation alone: uploads are streamed and checked on the way. */
export const uploadForm = {
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['files'],
        properties: {
          files: {
            type: 'array',
            items: { type: 'string', format: 'binary' },
            minItems: 1,
            maxItems: 10,
            description: 'PDF, JPEG, PNG, WebP, TIFF, HEIC, plain text or .docx.',
          },
        },
      },
    },
  },
}

const PageParams = closed({
  id: Id,
  number: Type.Integer({ minimum: 1, maximum: 100_000, examples: [1] }),
})

const tags = ['documents']

const binary = (contentType: string, description: string) => ({
  description,
  content: { [contentType]: { schema: { type: 'string', format: 'binary' } } },
})

export const uploadDocuments = {
  operationId: 'uploadDocuments',
  summary: 'Add files to a record',
  description:
    'Multipart, field `files`, one to ten. All are kept or none; reading starts at once.',
  tags,
  params: IdParams,
  headers: idempotencyHeaders,
  response: { 201: named(Documents), ...problems(401, 404, 409, 413, 415, 422, 507) },
}

export const listDocumentsOfRecord = {
  operationId: 'listDocumentsOfRecord',
  summary: 'Documents of a record',
  tags,
  params: IdParams,
  response: { 200: named(Documents), ...problems(401, 404) },
}

export const listDocuments = {
  operationId: 'listDocuments',
  summary: 'All documents, newest first',
  tags,
  querystring: closed({ ...pageQuery, family_member_id: Type.Optional(Id) }),
  response: { 200: named(DocumentList), ...problems(401, 404) },
}

export const getDocument = {
  operationId: 'getDocument',
  summary: 'One document',
  tags,
  params: IdParams,
  response: { 200: named(Document), ...problems(401, 404) },
}

export const downloadDocument = {
  operationId: 'downloadDocument',
  summary: 'The untouched file',
  tags,
  params: IdParams,
  response: { 200: binary('application/octet-stream', 'The bytes.'), ...problems(401, 404) },
}

export const getDocumentPage = {
  operationId: 'getDocumentPage',
  summary: 'What was read on a page',
  tags,
  params: PageParams,
  response: { 200: named(Page), ...problems(401, 404) },
}

export const getDocumentPicture = {
  operationId: 'getDocumentPicture',
  summary: 'Picture of a page',
  tags,
  params: PageParams,
  response: { 200: binary('image/jpeg', 'Upright, at most 1,600 wide.'), ...problems(401, 404) },
}

export const readDocumentAgain = {
  operationId: 'readDocumentAgain',
  summary: 'Read the text again',
  tags,
  params: IdParams,
  response: { 202: named(Document), ...problems(401, 404) },
}

export const removeDocument = {
  operationId: 'removeDocument',
  summary: 'Remove a document',
  description: 'Can be brought back for 30 days.',
  tags,
  params: IdParams,
  response: { 204: noContent, ...problems(401, 404) },
}

export const restoreDocument = {
  operationId: 'restoreDocument',
  summary: 'Bring a removed document back',
  tags,
  params: IdParams,
  response: { 200: named(Document), ...problems(401, 404) },
}
