import { type Kysely, sql } from 'kysely'
import type { Database } from '../tables.ts'
import { editDistance } from './edit-distance.ts'
import { ofMember, type Whose } from './of-member.ts'

export interface Correction {
  typed: string
  used: string
  term: string
}

/** For each word that nothing holds, the nearest one that something holds, if one is near. */
export async function listCorrections(
  trx: Kysely<Database>,
  unknown: string[],
  whose: Whose,
): Promise<Correction[]> {
  const candidates = unknown.filter(isWorthCorrecting).slice(0, mostCorrections)
  const found = await Promise.all(candidates.map((typed) => findNearest(trx, typed, whose)))
  return found.filter((correction) => correction !== undefined)
}

/** Each costs a look at all words of the persons. */
const mostCorrections = 8

/** A number or a code must not turn into another one, and in a short word everything is near. */
function isWorthCorrecting(word: string): boolean {
  return word.length >= 4 && !/[0-9]/.test(word)
}

/** Typing errors that are forgiven. */
function reach(word: string): number {
  return word.length < 6 ? 1 : word.length < 12 ? 2 : 3
}

/** Mistyped ("cholesterl"), or of the same family though its stem differs ("inflammation" and "inflamed"). */
async function findNearest(
  trx: Kysely<Database>,
  typed: string,
  whose: Whose,
): Promise<Correction | undefined> {
  const { rows } = await sql<{ used: string; term: string; related: boolean }>`
    with known as materialized (
      select p.family_member_id, p.word, p.term, related, similarity(p.word, ${typed}) as similarity
      from search_words p, search_term(${typed}) stem, lateral (
        select char_length(p.term) >= 5 and (starts_with(p.term, stem) or starts_with(stem, p.term)) as related
      ) family
      where p.word !~ '[0-9]' ${ofMember(whose)} and (
        related
        or char_length(p.word) between ${typed.length - reach(typed)} and ${typed.length + reach(typed)}
          and similarity(p.word, ${typed}) > 0.15
      )
      order by similarity desc
      limit 60
    )
    select distinct word as used, term, related, similarity
    from known
    where exists (
      select from search_postings p
      where p.family_member_id = known.family_member_id and p.term = known.term and p.word = known.word
    )
    order by similarity desc, word`.execute(trx)
  return rows
    .map(({ used, term, related }) => ({
      used,
      term,
      related,
      distance: editDistance(typed, used),
    }))
    .filter(
      ({ used, related, distance }) =>
        related || (distance <= reach(typed) && beginsAlike(typed, used)),
    )
    .map(({ used, term, distance }) => ({ typed, used, term, distance }))
    .sort((a, b) => a.distance - b.distance)[0]
}

/** Hardly anyone mistypes the first letter: "stones" is not "tones". */
function beginsAlike(typed: string, used: string): boolean {
  return typed[0] === used[0] || (typed[0] === used[1] && typed[1] === used[0])
}
