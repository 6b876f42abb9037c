import fc from 'fast-check'

/** What a field gets that expects something else: wrong types, edges, text that breaks parsers. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e20,
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
    'x'.repeat(20_000),
    [],
    [[[[]]]],
    {},
    { $ne: null },
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 4 }),
)

/** A valid body of which one to three fields were replaced, removed or added. */
export function mutated(example: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const names = fc.constantFrom(...Object.keys(example), 'is_admin', 'version', 'user_id')
  const change = fc.record({ name: names, value: hostileValue, remove: fc.boolean() })
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const body = { ...example }
    for (const { name, value, remove } of changes) {
      if (remove) delete body[name]
      else body[name] = value
    }
    return body
  })
}
