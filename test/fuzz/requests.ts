import fc from 'fast-check'
import { share } from './share.ts'
import type { Description, Operation, Parameter } from './description.ts'
import { fromSchema } from './from-schema.ts'
import { hostileValue, mutated } from './hostile.ts'
import { pickFrom } from './known-ids.ts'

/** A request before it is sent: ids that are not known yet stand in it as picks. */
export interface Plan {
  operation: Operation
  /** Values of the places in the path. */
  path: Record<string, unknown>
  query: [name: string, value: unknown][]
  headers: Record<string, string>
  body: Body
  /** 0 to 1: which client sends it. */
  client: number
}

export type Body =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'raw'; text: string; type: string }
  | { kind: 'form'; field: string; filename: string; content: Uint8Array; whole: boolean }

/** Requests to one operation: as its schemas say, with one fault, or with none of its sense. */
export function planRequests(operation: Operation, { schemas }: Description): fc.Arbitrary<Plan> {
  const named = (where: Parameter['in']) =>
    operation.parameters.filter((parameter) => parameter.in === where)
  const collection = operation.path.split('/{', 1)[0]!

  const inPath = named('path').map(({ name, schema }) => [
    name,
    fc.oneof(
      {
        weight: 6,
        arbitrary: name === 'id' ? pickFrom(collection) : fc.integer({ min: 1, max: 3 }),
      },
      { weight: 1, arbitrary: fromSchema(schema, schemas) },
      { weight: 1, arbitrary: hostileValue },
    ),
  ])
  return fc.record({
    operation: fc.constant(operation),
    path: fc.record(Object.fromEntries(inPath) as Record<string, fc.Arbitrary<unknown>>),
    query: queries(named('query'), schemas),
    headers: headers(named('header')),
    body: bodies(operation, schemas),
    client: share,
  })
}

function queries(
  parameters: Parameter[],
  schemas: Description['schemas'],
): fc.Arbitrary<Plan['query']> {
  const valid = parameters.map(({ name, schema }) =>
    fc.tuple(
      fc.constant(name),
      name === 'family_member_id' ? pickFrom('/api/v1/family') : fromSchema(schema, schemas),
    ),
  )
  const names = [...parameters.map(({ name }) => name), 'x', '__proto__', 'page', 'id[]']
  const hostile = fc.tuple(fc.constantFrom(...names), hostileValue)
  const none: fc.Arbitrary<Plan['query']> = fc.constant([])
  const some: fc.Arbitrary<Plan['query']> =
    valid.length > 0 ? fc.array(fc.oneof(...valid), { maxLength: 3 }) : none
  return fc.oneof(
    { weight: 4, arbitrary: none },
    { weight: 4, arbitrary: some.map(withoutTwice) },
    { weight: 1, arbitrary: fc.array(hostile, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.tuple(some, hostile).map(([list, one]) => [...list, one]) },
  )
}

function withoutTwice(query: Plan['query']): Plan['query'] {
  return [...new Map(query)]
}

/** Only what HTTP can carry: printable, in one line. */
const headerText = fc.oneof(
  fc.constantFrom('"1"', '*', 'W/"2"', '"0"', '1', '"99999999999"', 'x', ''),
  fc.string({ maxLength: 250 }).map((text) => text.replace(/[^!-~ ]/g, '')),
)

function headers(parameters: Parameter[]): fc.Arbitrary<Record<string, string>> {
  const named = parameters.map(({ name }) => [name.toLowerCase(), headerText] as const)
  return fc.record(
    {
      ...Object.fromEntries(named),
      accept: fc.constantFrom('application/json', 'text/event-stream', '*/*', 'x'),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>
}

function bodies({ method, body }: Operation, schemas: Description['schemas']): fc.Arbitrary<Body> {
  const none = fc.constant<Body>({ kind: 'none' })
  if (method === 'GET') return none
  const raw = fc.record({
    kind: fc.constant('raw' as const),
    text: fc.oneof(
      fc.constantFrom('{', '', 'null', '[]', '"x"', '1', '{"a":1,"a":2}', '{"__proto__":{"x":1}}'),
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
    ),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'x',
    ),
  })
  if (body?.isForm) {
    const form = fc.record({
      kind: fc.constant('form' as const),
      field: fc.constantFrom('files', 'files', 'files', 'file', '__proto__'),
      filename: fc.oneof(fc.constantFrom('a.txt', 'b.pdf', '../x', 'CON'), fc.string()),
      content: fc.oneof(
        fc.uint8Array({ maxLength: 500 }),
        fc.constantFrom(Buffer.from('plain text'), Buffer.from('%PDF-1.7\n')),
      ),
      whole: fc.boolean(),
    })
    return fc.oneof({ weight: 4, arbitrary: form }, raw)
  }
  if (!body?.json) return fc.oneof({ weight: 3, arbitrary: none }, raw)
  const valid = fromSchema(body.json, schemas)
  const json = (value: unknown): Body => ({ kind: 'json', value })
  return fc.oneof(
    { weight: 5, arbitrary: valid.map(json) },
    { weight: 7, arbitrary: mutated(valid).map(json) },
    { weight: 1, arbitrary: hostileValue.map(json) },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: none },
  )
}
