import { describe, expect, it } from 'vitest'
import type { FamilyMemberRepository } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, bare, childInput, refusal, tally } from './samples.ts'

export function describeFamilyMembers(opened: () => OpenedStore): void {
  const members = <Result>(
    accountId: number,
    work: (members: FamilyMemberRepository) => Promise<Result>,
  ): Promise<Result> => opened().store.as(accountId, ({ familyMembers }) => work(familyMembers))

  describe('family members', () => {
    it('lists the own person first, then the others as they came', async () => {
      const { id, selfId } = await addAccount(opened().store)
      const child = await members(id, (own) => own.add(childInput))
      const dog = await members(id, (own) =>
        own.add({ ...bare, name: 'X', relationship: 'great-aunt' }),
      )
      const list = await members(id, (own) => own.list())
      expect(list.map((member) => member.id)).toEqual([selfId, child.id, dog.id])
      expect(child).toMatchObject({ ...childInput, version: 1 })
      expect(dog).toMatchObject({ dateOfBirth: undefined, sex: undefined })
      expect(await members(id, (own) => own.find(child.id))).toEqual(child)
    })

    it('replaces all fields and counts the version', async () => {
      const { account, child } = await addFamily(opened().store)
      const change = { ...childInput, name: 'Mia B.', sex: undefined, medicalHistory: undefined }
      const changed = await members(account.id, (own) => own.update(child.id, change, 1))
      expect(changed).toMatchObject({ name: 'Mia B.', sex: undefined, version: 2 })
      expect(changed?.medicalHistory).toBeUndefined()
    })

    it('lets exactly one of 20 win who change the same version at once', async () => {
      const { account, child } = await addFamily(opened().store)
      const attempts = Array.from({ length: 20 }, (_, index) =>
        members(account.id, (own) =>
          own.update(child.id, { ...childInput, name: `Mia ${index}` }, child.version),
        ),
      )
      const answers = await Promise.all(attempts)
      expect(tally(answers.map(Boolean))).toEqual({ true: 1, false: 19 })
      const winner = answers.find(Boolean)
      expect(await members(account.id, (own) => own.find(child.id))).toEqual(winner)
    })

    it('hides all that hangs on a removed one, and brings it back', async () => {
      const { store } = opened()
      const { account, child, record, document } = await addFamily(store)
      expect(await members(account.id, (own) => own.remove(child.id, 99))).toBe(false)
      expect(await members(account.id, (own) => own.remove(child.id, 1))).toBe(true)
      expect(await members(account.id, (own) => own.remove(child.id))).toBe(false)
      await store.as(account.id, async (own) => {
        expect(await own.familyMembers.find(child.id)).toBeUndefined()
        expect(await own.familyMembers.list()).toHaveLength(1)
        expect(await own.healthRecords.find(record.id)).toBeUndefined()
        expect((await own.healthRecords.list({ page: 1, perPage: 20 })).total).toBe(0)
        expect(await own.documents.find(document.id)).toBeUndefined()
        const search = { text: 'throat', page: 1, perPage: 20 }
        expect((await own.search.search(search)).items).toEqual([])
        expect(await own.familyMembers.restore(child.id)).toMatchObject({ name: child.name })
      })
      await store.as(account.id, async (own) => {
        expect(await own.healthRecords.find(record.id)).toEqual({
          ...record,
          documents: [expect.objectContaining({ id: document.id })],
        })
        const search = { text: 'throat', page: 1, perPage: 20 }
        expect((await own.search.search(search)).total).toBe(1)
      })
    })

    it('keeps the own person', async () => {
      const { id, selfId } = await addAccount(opened().store)
      expect(await members(id, (own) => own.remove(selfId))).toBe(false)
      expect(await members(id, (own) => own.findSelf())).toMatchObject({ id: selfId })
    })

    it('restores nothing that is not removed', async () => {
      const { account, child } = await addFamily(opened().store)
      expect(await members(account.id, (own) => own.restore(987_654))).toBeUndefined()
      expect(await members(account.id, (own) => own.find(child.id))).toEqual(child)
    })

    it('refuses what is none of the possible values', async () => {
      const { account } = await addFamily(opened().store)
      const add = (change: object) =>
        members(account.id, (own) => own.add({ ...childInput, ...change }))
      expect(await refusal(add({ name: '' }))).toBe('invalid')
      expect(await refusal(add({ name: 'x'.repeat(101) }))).toBe('invalid')
      expect(await refusal(add({ relationship: 'x'.repeat(51) }))).toBe('invalid')
      expect(await refusal(add({ sex: 'robot' }))).toBe('invalid')
      expect(await refusal(add({ dateOfBirth: '2023-02-30' }))).toBe('invalid')
      expect(await refusal(add({ medicalHistory: 'a\0' }))).toBe('invalid')
    })
  })
}
