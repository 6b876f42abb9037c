import { Type, type Static } from 'typebox'
import { chatModes } from '@phrm/core'
import { answer, closed, Day, Id, line, Moment, named, oneOf, orNull } from '../http/json-schema.ts'
import { problems } from '../http/problem.schema.ts'

export const ChatRequest = closed(
  {
    message: line(4000),
    mode: Type.Optional(oneOf(chatModes, { default: 'general' })),
    patient_id: Type.Optional(
      Type.Integer({ ...Id, description: 'A family member; left out: your own person.' }),
    ),
    use_model: Type.Optional(
      Type.Boolean({ default: true, description: 'False: passages only, nothing is sent.' }),
    ),
  },
  {
    $id: 'ChatRequest',
    examples: [{ message: 'When was the last tetanus shot?', mode: 'general', patient_id: 7 }],
  },
)

export const Citation = answer(
  'Citation',
  'A source of an answer.',
  {
    id: Type.String({ description: 'Stands as `[R1]` in the answer.' }),
    kind: oneOf(['record', 'document']),
    record_id: Id,
    document_id: orNull(Type.Integer()),
    page: orNull(Type.Integer()),
    title: Type.String(),
    date: Day,
    family_member: Type.Object({ id: Id, name: Type.String() }),
    quote: Type.String({ description: 'Verbatim.' }),
  },
  {
    id: 'R1',
    kind: 'record',
    record_id: 42,
    document_id: null,
    page: null,
    title: 'Check-up',
    date: '2024-01-15',
    family_member: { id: 7, name: 'Ben' },
    quote: 'Tetanus booster given.',
  },
)

export const ChatAnswer = answer(
  'ChatAnswer',
  'The answer with its sources.',
  {
    response: Type.String(),
    model_used: Type.String({ description: '`none` when no language model wrote it.' }),
    timestamp: Moment,
    model: orNull(Type.String()),
    host: orNull(Type.String({ description: 'Where it was made.' })),
    local: Type.Boolean(),
    citations: Type.Array(named(Citation)),
    disclaimer: Type.String(),
    notice: orNull(Type.String()),
  },
  {
    response: 'The last tetanus booster was on 15 January 2024 [R1].',
    model_used: 'medgemma',
    timestamp: '2024-01-15T10:30:00.000Z',
    model: 'google/medgemma-27b-text-it',
    host: 'router.huggingface.co',
    local: false,
    citations: Citation.examples,
    disclaimer: 'This explains your own papers and is no medical advice.',
    notice: null,
  },
)

export const Providers = answer(
  'Providers',
  'Language models.',
  {
    providers: Type.Array(
      Type.Object({
        key: Type.String(),
        model: Type.String(),
        host: Type.String(),
        local: Type.Boolean({ description: 'On this machine or network: needs no consent.' }),
      }),
    ),
  },
  {
    providers: [{ key: 'local', model: 'medgemma', host: 'localhost:11434', local: true }],
  },
)

export const Consents = answer(
  'Consents',
  'What is allowed now.',
  {
    consents: Type.Array(
      Type.Object({ family_member_id: Id, host: Type.String(), given_at: Moment }),
    ),
  },
  {
    consents: [
      {
        family_member_id: 7,
        host: 'router.huggingface.co',
        given_at: '2024-01-15T10:00:00.000Z',
      },
    ],
  },
)

export const ConsentChange = closed(
  { family_member_id: Id, host: line(255), granted: Type.Boolean() },
  {
    $id: 'ConsentChange',
    examples: [{ family_member_id: 7, host: 'router.huggingface.co', granted: true }],
  },
)

export type CitationBody = Static<typeof Citation>
export type ChatAnswerBody = Static<typeof ChatAnswer>

const tags = ['ai']

export const chat = {
  operationId: 'chat',
  summary: 'Ask about one’s own records',
  description:
    'With `Accept: text/event-stream` the events `sources`, `text`, `restart`, `done` (the whole answer) or `error`.',
  tags,
  body: named(ChatRequest),
  response: {
    200: {
      description: 'The answer with its sources.',
      content: {
        'application/json': { schema: named(ChatAnswer) },
        'text/event-stream': { schema: Type.String() },
      },
    },
    ...problems(401, 404, 409, 413, 415),
  },
}

export const listProviders = {
  operationId: 'listAIProviders',
  summary: 'Language models that are set up, in the order of asking',
  tags,
  response: { 200: named(Providers), ...problems(401) },
}

export const listConsents = {
  operationId: 'listConsents',
  summary: 'Who may receive what is known about whom',
  tags,
  response: { 200: named(Consents), ...problems(401) },
}

export const setConsent = {
  operationId: 'setConsent',
  summary: 'Allow a host for a person, or take it back',
  tags,
  body: named(ConsentChange),
  response: { 200: named(Consents), ...problems(401, 404, 413, 415) },
}
