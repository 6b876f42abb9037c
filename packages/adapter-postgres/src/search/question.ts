import { type Kysely, sql } from 'kysely'
import type { Database } from '../tables.ts'
import { listCorrections } from './corrections.ts'
import { ofMember, type Whose } from './of-member.ts'

/** A word that is looked for, and the stems that stand for it, each with what a hit of it is worth. */
export interface Slot {
  word: string
  terms: Map<string, number>
}

export interface Question {
  /** Only those that mean something, unless nothing else was typed. */
  slots: Slot[]
  corrections: { typed: string; used: string }[]
}

export interface QuestionOptions extends Whose {
  /** The last word may be the beginning of one. */
  unfinished: boolean
}

export async function toQuestion(
  trx: Kysely<Database>,
  text: string,
  options: QuestionOptions,
): Promise<Question> {
  const words = await listWords(trx, text, options)
  const meaningful = words.filter(({ filler }) => !filler)
  const wanted = meaningful.length > 0 ? meaningful : words
  const slots = toSlots(wanted)
  const unknown = wanted.filter(({ found }) => !found).map(({ word }) => word)
  const last = options.unfinished && !/\s$/.test(text) ? words.at(-1) : undefined
  if (last && !last.filler && isWorthCompleting(last.word)) {
    const terms = await listCompletions(trx, last.word, options)
    addTerms(slots, last.word, terms, completionWorth)
    if (terms.length > 0 && unknown.includes(last.word))
      unknown.splice(unknown.indexOf(last.word), 1)
  }
  const corrections = await listCorrections(trx, unknown, options)
  for (const { typed, term } of corrections) addTerms(slots, typed, [term], 1)
  return { slots, corrections: corrections.map(({ typed, used }) => ({ typed, used })) }
}

/** A word that only begins as typed is worth less than the word itself. */
const completionWorth = 0.6

/** Words beyond this many are not looked at. */
const mostWords = 100

interface TypedWord {
  word: string
  term: string
  filler: boolean
  found: boolean
}

async function listWords(trx: Kysely<Database>, text: string, whose: Whose): Promise<TypedWord[]> {
  const { rows } = await sql<TypedWord>`
    select
      word, term, search_is_filler(word) as filler,
      exists (select from search_postings p where p.term = typed.term ${ofMember(whose)}) as found
    from (
      select word, search_term(word) as term, max(position) as position
      from search_words(${text}) with ordinality words (word, position)
      group by 1
      order by position desc
      limit ${mostWords}
    ) typed
    order by position`.execute(trx)
  return rows
}

/** Inflections of one word share a slot. */
function toSlots(words: TypedWord[]): Slot[] {
  const slots = new Map<string, Slot>()
  for (const { word, term } of words) {
    if (!slots.has(term)) slots.set(term, { word, terms: new Map([[term, 1]]) })
  }
  return [...slots.values()]
}

function addTerms(slots: Slot[], word: string, terms: string[], worth: number): void {
  const slot = slots.find((candidate) => candidate.word === word)
  for (const term of terms) if (slot && !slot.terms.has(term)) slot.terms.set(term, worth)
}

function isWorthCompleting(word: string): boolean {
  return word.length >= 2 && /[^0-9.]/.test(word)
}

async function listCompletions(
  trx: Kysely<Database>,
  word: string,
  whose: Whose,
): Promise<string[]> {
  const { rows } = await sql<{ term: string }>`
    select distinct p.term
    from search_words p
    where p.word > ${word} and p.word < ${word + lastCharacter} ${ofMember(whose)}
      and exists (
        select from search_postings o
        where o.family_member_id = p.family_member_id and o.term = p.term
      )
    limit 40`.execute(trx)
  return rows.map(({ term }) => term)
}

const lastCharacter = '\u{10ffff}'
