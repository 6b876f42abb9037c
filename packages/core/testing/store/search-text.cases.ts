import { beforeAll, describe, expect, it } from 'vitest'
import type { Account, SearchResult } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addDocument, refusal, page } from './samples.ts'

const notes = [
  'Total cholesterol 6.2 mmol/l, LDL-C 4,1. HbA1c 7.2 %. CRP<5, T3 normal, B12 low.',
  'Take amoxicillin 500mg, then atorvastatin 20 mg. Blood pressure 120/80.',
  'Crohn’s disease, inflamed joints; naïve to biologics. ALL was ruled out.',
  'WBC < 5 & CRP > 10; -- select',
].join('\n')

const operators =
  String.raw`' " \ % _ :* ! & | ( <-> - -- /* {} $1 ? a:* !b "open chol% c_olesterol x' or '1'='1`.split(
    ' ',
  )
const oddities = '🫀 👨‍👩‍👧 \u202e e\u0301 血压 ﷺ \u093c \u{10ffff} .5, 1e9 ٣ \t\n'.split(' ')
const floods = ['x', '\u0301', '9', '1.', 'a b ', '🫀'].map((text) =>
  text.repeat(500 / text.length),
)

/** How people type, and what they type without meaning anything by it. */
export function describeSearchText(opened: () => OpenedStore): void {
  let account: Account
  const search = (text: string): Promise<SearchResult> =>
    opened().store.as(account.id, (own) => own.search.search({ text, page: 1, perPage: 20 }))
  const marked = async (text: string): Promise<string[]> =>
    (await search(text)).items.flatMap(({ snippet }) =>
      snippet.filter((part) => part.marked).map((part) => part.text),
    )

  describe('search text', () => {
    beforeAll(async () => {
      const { store } = opened()
      account = await addAccount(store)
      await store.as(account.id, ({ healthRecords }) =>
        healthRecords.add({ date: '2024-03-02', familyMemberId: account.selfId, notes }),
      )
    })

    it.each([
      ['cholesterl', 'cholesterol'],
      ['amoxicilin', 'amoxicillin'],
      ['amoxycillin', 'amoxicillin'],
      ['atorvastatn', 'atorvastatin'],
      ['presure', 'pressure'],
      ['inflammation', 'inflamed'],
      ['jionts', 'joints'],
    ])('takes %s for %s, and says so', async (typed, used) => {
      const result = await search(typed)
      expect(result).toMatchObject({ total: 1, corrections: [{ typed, used }] })
      expect(await marked(typed)).toContain(used)
    })

    it.each([
      ['inflames', 'inflamed'],
      ['joint', 'joints'],
      ['diseases', 'disease'],
      ['Crohns', 'Crohn’s'],
      ["crohn's", 'Crohn’s'],
      ['NAIVE', 'naïve'],
      ['chol', 'cholesterol'],
      ['biolog', 'biologics'],
    ])('finds with %s the word %s without a correction', async (typed, word) => {
      expect(await search(typed)).toMatchObject({ total: 1, corrections: [] })
      expect(await marked(typed)).toContain(word)
    })

    it.each([
      ['CRP', 'CRP'],
      ['t3', 'T3'],
      ['b12', 'B12'],
      ['hba1c', 'HbA1c'],
      ['LDL-C', 'LDL'],
      ['ldl', 'LDL'],
      ['6.2', '6.2'],
      ['4.1', '4,1'],
      ['500 mg', '500mg'],
      ['20mg', '20'],
      ['120/80', '120'],
      ['all', 'ALL'],
    ])('finds with %s the code or number %s', async (typed, word) => {
      expect(await search(typed)).toMatchObject({ total: 1, corrections: [] })
      expect(await marked(typed)).toContain(word)
    })

    it('takes no number, code or other word for another one', async () => {
      for (const text of ['6.3', '501', 't4', 'b6', 'hba2c', 'crt', 'hesterol', 'gressure'])
        expect(await search(text)).toMatchObject({ total: 0, items: [], corrections: [] })
    })

    it('is not misled by fillers, and finds on with words that nothing holds', async () => {
      const result = await search('what is the cholesterol of a wombat')
      expect(result.total).toBe(1)
      expect(await marked('the cholesterol of')).toEqual(['cholesterol'])
    })

    it('shows the text itself, byte for byte', async () => {
      const { items } = await search('wbc select')
      const text = items[0]?.snippet.map((part) => part.text).join('') ?? ''
      expect(text).toContain('WBC < 5 & CRP > 10; -- select')
      expect(notes).toContain(text)
      expect(text.length).toBeLessThanOrEqual(240)
    })

    it('takes nothing for an operator', async () => {
      for (const text of [...operators, ...oddities, ...floods]) {
        const result = await search(text)
        expect(result.total).toBeGreaterThanOrEqual(0)
        for (const { snippet } of result.items)
          expect(notes).toContain(snippet.map((part) => part.text).join(''))
      }
      expect((await search('-cholesterol')).total).toBe(1)
      expect(await refusal(search('a\0b'))).toBe('invalid')
      expect(await refusal(search('a\ud83e'))).toBe('invalid')
    })

    it('finds in scripts without spaces and without case', async () => {
      const { store } = opened()
      const text = '高血压病人。 Артериальное давление. جرعة'
      await store.as(account.id, async (own) => {
        const record = await own.healthRecords.add({
          date: '2024-03-03',
          familyMemberId: account.selfId,
        })
        const { id } = await addDocument(own, record.id)
        await own.documents.replacePages(id, [page(1, text)])
      })
      for (const typed of ['血压', 'давление', 'АРТЕРИАЛЬНОЕ', 'جرعة'])
        expect(await search(typed)).toMatchObject({ total: 1, items: [{ kind: 'document' }] })
    })
  })
}
