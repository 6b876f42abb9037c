import { type Kysely, sql } from 'kysely'
import type { Database } from '../tables.ts'
import { editDistance } from './edit-distance.ts'
import { ofMember } from './of-member.ts'

export interface Correction {
  typed: string
  used: string
  term: string
}

/** For each word that nothing holds, the nearest one that something holds, if one is near. */
export async function listCorrections(
  trx: Kysely<Database>,
  unknown: string[],
  familyMemberId: number | undefined,
): Promise<Correction[]> {
  const candidates = unknown.filter(isWorthCorrecting).slice(0, mostCorrections)
  const found = await Promise.all(
    candidates.map((typed) => findNearest(trx, typed, familyMemberId)),
  )
  return found.filter((correction) => correction !== undefined)
}

/** Each costs a look at all words of the persons. */
const mostCorrections = 8

/** A number or a code must not turn into another one, and in a short word everything is near. */
function isWorthCorrecting(word: string): boolean {
  return word.length >= 4 && !/[0-9]/.test(word)
}

function reach(word: string): number {
  return word.length < 6 ? 1 : word.length < 12 ? 2 : 3
}

async function findNearest(
  trx: Kysely<Database>,
  typed: string,
  familyMemberId: number | undefined,
): Promise<Correction | undefined> {
  const { rows } = await sql<{ used: string; term: string }>`
    select p.word as used, p.term
    from search_words p
    where char_length(p.word) between ${typed.length - reach(typed)} and ${typed.length + reach(typed)}
      and similarity(p.word, ${typed}) > 0.15 and p.word !~ '[0-9]' ${ofMember(familyMemberId)}
      and exists (
        select from search_postings o
        where o.family_member_id = p.family_member_id and o.term = p.term and o.word = p.word
      )
    group by 1, 2
    order by similarity(p.word, ${typed}) desc, p.word
    limit 30`.execute(trx)
  return rows
    .map((row) => ({ typed, ...row, distance: editDistance(typed, row.used) }))
    .filter(({ distance }) => distance <= reach(typed))
    .sort((a, b) => a.distance - b.distance)[0]
}
