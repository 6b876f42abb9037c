import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/index.ts'
import { plainWords } from './plain-words.ts'

let database: TestDatabase
beforeAll(async () => void (database = await openTestDatabase()))
afterAll(() => database.close())

it.each([
  'HbA1c 7,2 % – LDL-C 4.1 mmol/l; 5mg T3 Crohn’s 120/80',
  'WBC<5 & CRP>10 2024-03-02 02.03.2024 5.5mg 1st x² 1,200.50 .5 5.',
  'Zażółć GĘŚLĄ jaźń naïve ﬁbrosis µg Ω',
  '血压 高カルシウム 혈압 Артериальное ДАВЛЕНИЕ Ελληνικά',
  `it's "quoted" a_b c@d.e http://x.y/z?q=1#2 -- /* */ <b>x</b>`,
])('cuts %s into the words that the database cuts it into', async (text) => {
  const { rows } = await sql<{ word: string }>`
    select word from search_words(${text}) word`.execute(database.db)
  const here = [...plainWords(text)].flatMap(({ words }) => words)
  expect(here).toEqual(rows.map(({ word }) => word))
})
