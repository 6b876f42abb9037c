import { Type, type Static } from 'typebox'
import { named } from './json-schema.ts'

export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['about:blank'] }),
    title: Type.String({ examples: ['Bad Request'] }),
    status: Type.Integer({ examples: [400] }),
    code: Type.String({ description: 'What programs tell errors by.', examples: ['invalid'] }),
    detail: Type.String({
      description: 'A sentence for people.',
      examples: ['date must be a day that exists, written YYYY-MM-DD.'],
    }),
    request_id: Type.String({ examples: ['0d3adf2c-6a0b-4a0e-8d2c-0f7cf0ab5d0c'] }),
    field: Type.Optional(Type.String({ examples: ['date'] })),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'Every field at fault.',
      }),
    ),
    version: Type.Optional(
      Type.Integer({ description: 'Current version of the thing, with `version-stale`.' }),
    ),
    hosts: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Hosts that wait for consent, with `consent-required`.',
      }),
    ),
  },
  { $id: 'Problem', description: 'What went wrong (RFC 9457).' },
)

export type ProblemBody = Static<typeof Problem>

const descriptions = {
  400: 'The request is malformed or a field is wrong.',
  401: 'Nobody is signed in, or the sign-in has ended.',
  403: 'Not allowed.',
  404: 'There is nothing here that you can see.',
  408: 'The request took too long to arrive.',
  409: 'It does not go together with what is there.',
  412: 'Somebody changed it in the meantime.',
  413: 'Too large.',
  414: 'The address is too long.',
  415: 'Not a kind of content that is taken here.',
  422: 'The Idempotency-Key was used for another request.',
  421: 'This server does not answer to that name.',
  428: 'The version that was read is missing.',
  429: 'Too many requests; `Retry-After` says when to come back.',
  500: 'A fault of PHRM.',
  503: 'Not available at the moment.',
  507: 'No room left on the disk.',
} as const

export type ProblemStatus = keyof typeof descriptions

/** Responses for the given statuses, and those that any route can give; where one signs in, a token may lack a scope. */
export function problems(...statuses: ProblemStatus[]) {
  const scoped = statuses.includes(401) ? [403 as const] : []
  const all = [...new Set<ProblemStatus>([400, 421, 429, 500, 503, ...scoped, ...statuses])].sort()
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: descriptions[status],
        content: { 'application/problem+json': { schema: named(Problem) } },
      },
    ]),
  )
}

/** An answer without a body. */
export const noContent = Type.Null({ description: 'Done.' })
