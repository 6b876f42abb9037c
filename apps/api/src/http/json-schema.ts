import { Type, type Static, type TProperties, type TSchema, type TString } from 'typebox'

/** An object that refuses what it does not name. */
export function closed<Properties extends TProperties>(
  properties: Properties,
  options: { $id?: string; description?: string; examples?: unknown[] } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** An object that the API answers, with a name in the documentation and one example of it. */
export function answer<Properties extends TProperties>(
  $id: string,
  description: string,
  properties: Properties,
  example: object,
) {
  return Object.assign(Type.Object(properties, { $id, description }), { examples: [example] })
}

/** Points at a schema with an `$id`, so that documentation and client know it by name. */
export function named<Schema extends TSchema & { $id?: string }>(schema: Schema) {
  if (schema.$id === undefined) throw new Error('Only a schema with an $id can be named.')
  return Type.Unsafe<Static<Schema>>(Type.Ref(schema.$id))
}

export function orNull<Schema extends TSchema & { type?: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] })
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[], options: object = {}) {
  return Type.Unsafe<Word>({ type: 'string', enum: words, ...options })
}

export function oneOfOrNull<const Word extends string>(words: readonly Word[]) {
  return Type.Unsafe<Word | null>({ type: ['string', 'null'], enum: [...words, null] })
}

/** Largest id that the database's integers hold. */
export const largestId = 2_147_483_647

export const Id = Type.Integer({ minimum: 1, maximum: largestId, examples: [42] })

/** A day that exists, `YYYY-MM-DD`. */
export const Day: TString = Type.String({
  format: 'date',
  pattern: '^[12][0-9]{3}-',
  examples: ['2024-01-15'],
})

export const Moment: TString = Type.String({
  format: 'date-time',
  examples: ['2024-01-15T09:30:00.000Z'],
})

/** At least one character that can be seen. */
export function line(maxLength: number, options: object = {}): TString {
  return Type.String({ minLength: 1, maxLength, pattern: '\\S', ...options })
}

const plain = '[^\\p{Cc}\\u2028\\u2029]'
export const labelPattern = `^${plain}*[^\\s\\p{Cc}]${plain}*$`

/** What others read in lists, in the subject of a mail and on a terminal: a line without control characters. */
export function label(maxLength: number, options: object = {}): TString {
  return line(maxLength, { pattern: labelPattern, ...options })
}

export const IdParams = closed({ id: Id })

export const pageQuery = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: largestId, default: 1 })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}

/** What every list says of itself. */
export const pageCounts = {
  total: Type.Integer({ examples: [1] }),
  page: Type.Integer({ examples: [1] }),
  pages: Type.Integer({ examples: [1] }),
}

/** `undefined` has no place in JSON. */
export function toNull<Value>(value: Value | undefined): Value | null {
  return value ?? null
}
