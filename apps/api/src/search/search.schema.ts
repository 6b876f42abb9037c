import { Type, type Static } from 'typebox'
import type { SearchResult } from '@phrm/core'
import {
  answer,
  closed,
  Day,
  Id,
  line,
  named,
  oneOf,
  orNull,
  pageCounts,
  pageQuery,
  toNull,
} from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const SearchRequest = closed(
  {
    query: line(500, { description: 'As typed; nothing in it is an operator.' }),
    family_member_id: Type.Optional(Id),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    ...pageQuery,
  },
  { $id: 'SearchRequest', examples: [{ query: 'penicilin rash', family_member_id: 7 }] },
)

export const SearchResults = answer(
  'SearchResults',
  'What was found.',
  {
    results: Type.Array(
      Type.Object({
        kind: oneOf(['record', 'document']),
        record_id: Id,
        document_id: orNull(Type.Integer()),
        page: orNull(Type.Integer({ description: 'The page that matches best.' })),
        family_member: Type.Object({ id: Id, name: Type.String() }),
        date: Day,
        title: Type.String(),
        snippet: Type.Array(Type.Object({ text: Type.String(), marked: Type.Boolean() }), {
          description: 'Joined, the place in the text.',
        }),
      }),
    ),
    ...pageCounts,
    corrections: Type.Array(Type.Object({ typed: Type.String(), used: Type.String() }), {
      description: 'Words that nothing holds, and what was looked for instead.',
    }),
  },
  {
    results: [
      {
        kind: 'document',
        record_id: 42,
        document_id: 12,
        page: 1,
        family_member: { id: 7, name: 'Ben' },
        date: '2024-01-15',
        title: 'lab.pdf',
        snippet: [
          { text: 'Allergy: ', marked: false },
          { text: 'penicillin', marked: true },
        ],
      },
    ],
    total: 1,
    page: 1,
    pages: 1,
    corrections: [{ typed: 'penicilin', used: 'penicillin' }],
  },
)

export const searchRecords = {
  operationId: 'search',
  summary: 'Search records and documents',
  description: 'A POST, because what is searched for is health data and belongs in no address.',
  tags: ['search'],
  body: named(SearchRequest),
  response: { 200: named(SearchResults), ...problems(401, 404, 413, 415) },
}

export function toSearchBody(result: SearchResult): Static<typeof SearchResults> {
  const { items, total, page, pages, corrections } = result
  return {
    results: items.map((hit) => ({
      kind: hit.kind,
      record_id: hit.recordId,
      document_id: toNull(hit.documentId),
      page: toNull(hit.page),
      family_member: hit.familyMember,
      date: hit.date,
      title: hit.title,
      snippet: hit.snippet,
    })),
    total,
    page,
    pages,
    corrections,
  }
}
