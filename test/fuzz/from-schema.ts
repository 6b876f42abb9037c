import fc from 'fast-check'
import type { Schema } from './description.ts'
import { pickFrom } from './known-ids.ts'

type Schemas = Record<string, Schema>

/** Values that the schema allows. Fields that name a person get one that exists, most of the time. */
export function fromSchema(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, type } = schema
  if ($ref !== undefined) return fromSchema(schemas[$ref.split('/').at(-1)!] ?? {}, schemas)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = anyOf ?? oneOf
  if (choices) return fc.oneof(...choices.map((each) => fromSchema(each, schemas)))
  const types = [type ?? 'any'].flat()
  return fc.oneof(...types.map((each) => ofType(each, schema, schemas)))
}

function ofType(type: string, schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return integer(schema)
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'string':
      return text(schema)
    case 'array':
      return list(schema, schemas)
    case 'object':
      return record(schema, schemas)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function integer({ minimum = -1000, maximum = 2_147_483_647 }: Schema): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) }),
    fc.integer({ min: minimum, max: maximum }),
    fc.constantFrom(minimum, maximum),
  )
}

const formats: Record<string, fc.Arbitrary<string>> = {
  date: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  'date-time': fc
    .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((moment) => moment.toISOString()),
  email: fc.stringMatching(/^[a-z]{3,12}$/).map((name) => `${name}@example.org`),
}

function text(schema: Schema): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 400, examples = [] } = schema
  const given = examples.filter((each) => typeof each === 'string')
  const known = format === undefined ? undefined : formats[format]
  if (known) return known
  const longest = Math.max(minLength, Math.min(maxLength, 400))
  const fits = (each: string): boolean =>
    each.isWellFormed() &&
    !each.includes('\0') &&
    [...each].length >= minLength &&
    [...each].length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(each))
  const printable = fc
    .string({ minLength, maxLength: longest })
    .map((each) => `x${each}`.slice(0, longest))
  const any = fc
    .string({ unit: 'binary', minLength, maxLength: longest })
    .map((each) => (fits(each) ? each : 'x'.repeat(Math.max(1, minLength))))
  return given.length > 0
    ? fc.oneof(fc.constantFrom(...given), printable, any)
    : fc.oneof(printable, any)
}

function list(schema: Schema, schemas: Schemas): fc.Arbitrary<unknown[]> {
  const { items = {}, minItems = 0, maxItems = 5, uniqueItems = false } = schema
  const options = { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, 5)) }
  const item = fromSchema(items, schemas)
  return uniqueItems
    ? fc.uniqueArray(item, {
        ...options,
        comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
      })
    : fc.array(item, options)
}

function record({ properties = {}, required = [] }: Schema, schemas: Schemas) {
  const fields = Object.entries(properties).map(([name, schema]) => [
    name,
    field(name, schema, schemas),
  ])
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
  })
}

const people = new Set(['family_member_id', 'patient_id'])

function field(name: string, schema: Schema, schemas: Schemas): fc.Arbitrary<unknown> {
  const any = fromSchema(schema, schemas)
  return people.has(name)
    ? fc.oneof({ weight: 4, arbitrary: pickFrom('/api/v1/family') }, any)
    : any
}
