import { type CustomTypesConfig, types } from 'pg'

const { builtins } = types
const TEXT_ARRAY = 1009
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182

type Parse = (text: string) => unknown

const parsers = new Map<number, Parse>([
  [builtins.INT8, toSafeNumber],
  [INT8_ARRAY, (text) => toTexts(text).map((item) => item && toSafeNumber(item))],
  // A birthday has no hour and no zone: a JS Date would move it by a day for half of the world.
  [builtins.DATE, (text) => text],
  [DATE_ARRAY, toTexts],
])

/** What `pg` is given as `types`: int8 as number, `date` as 'YYYY-MM-DD', the rest as pg does it (timestamptz: Date). */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
    const own = format === 'binary' ? undefined : parsers.get(oid)
    return own ?? (types.getTypeParser(oid, format ?? 'text') as Parse)
  },
} as CustomTypesConfig

/** Rather an error than a number that is nearly right: ids and counts never come near this. */
function toSafeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError('A bigint is too large for a number.')
  return number
}

function toTexts(text: string): (string | null)[] {
  return types.getTypeParser(TEXT_ARRAY as never, 'text')(text) as (string | null)[]
}
