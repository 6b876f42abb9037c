import fc from 'fast-check'
import { share } from './share.ts'

/** What a field gets that expects something else: wrong types, edges, text that breaks parsers. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e20,
    99999999999999999999n.toString(),
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '2024-02-31',
    '0000-00-00',
    '9999-12-31',
    "'; drop table users; --",
    '%00%27',
    '${7*7}{{7*7}}',
    '../../etc/passwd',
    '<img src=x onerror=alert(1)>',
    '\u202e\u200b\ufeff',
    'a@b.example\r\nBcc: c@d.example',
    'x'.repeat(20_000),
    [],
    [[[[]]]],
    {},
    { $ne: null },
    { __proto__x: 1, constructor: { prototype: {} } },
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 4 }),
)

const foreignFields = ['is_admin', 'version', 'user_id', 'id', 'constructor', 'toString']

/** The value with one field replaced, removed or added, on any level. What is no object is replaced whole. */
export function mutated(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    at: share,
    kind: fc.constantFrom('replace', 'replace', 'remove', 'add' as const),
    name: fc.constantFrom(...foreignFields),
    value: hostileValue,
  })
  return fc.tuple(valid, change).map(([value, by]) => {
    if (typeof value !== 'object' || value === null) return by.value
    const copy = structuredClone(value) as Record<string, unknown>
    const places = listPlaces(copy)
    if (by.kind === 'add' || places.length === 0) return { ...copy, [by.name]: by.value }
    const { parent, key } = places[Math.min(places.length - 1, Math.floor(by.at * places.length))]!
    if (by.kind === 'remove') delete parent[key]
    else parent[key] = by.value
    return copy
  })
}

interface Place {
  parent: Record<string, unknown>
  key: string
}

function listPlaces(value: Record<string, unknown>): Place[] {
  return Object.entries(value).flatMap(([key, each]) => {
    const inside = typeof each === 'object' && each !== null && !('$from' in each)
    return [{ parent: value, key }, ...(inside ? listPlaces(each as Record<string, unknown>) : [])]
  })
}
