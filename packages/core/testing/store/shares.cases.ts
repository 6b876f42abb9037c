import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, Share, ShareOffer, Store } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, type Family, refusal, tally } from './samples.ts'

const page = { page: 1, perPage: 20 }

export function describeShares(opened: () => OpenedStore): void {
  let family: Family
  let owner: number
  let other: Account
  let stranger: Account

  const as: Store['as'] = (accountId, work) => opened().store.as(accountId, work)
  const offer = (more: Partial<ShareOffer> = {}) =>
    as(owner, ({ shares }) =>
      shares.offer({
        familyMemberId: family.child.id,
        kind: 'share',
        email: other.email,
        role: 'viewer',
        ...more,
      }),
    ) as Promise<number>
  const handOver = (email = other.email) => offer({ kind: 'handover', email, role: undefined })
  const accept = (id: number, by = other, keepAccess = false) =>
    as(by.id, ({ shares }) => shares.accept(id, { keepAccess }))
  const list = (accountId: number) => as(accountId, ({ shares }) => shares.list())
  const roleOf = (accountId: number) =>
    as(accountId, async ({ access }) => {
      const rows = await access.list(accountId)
      return rows.find(({ familyMemberId }) => familyMemberId === family.child.id)?.role
    })
  const records = (accountId: number) =>
    as(accountId, ({ healthRecords }) => healthRecords.list(page)).then(({ total }) => total)
  const ids = (shares: Share[]) => shares.map(({ id }) => id)

  describe('shares', () => {
    beforeEach(async () => {
      family = await addFamily(opened().store)
      owner = family.account.id
      other = await addAccount(opened().store)
      stranger = await addAccount(opened().store)
    })

    it('are offered to an address, whatever its case, and give nothing before they are accepted', async () => {
      const id = await offer({ email: other.email.toUpperCase() })
      expect(ids((await list(owner)).given)).toEqual([id])
      expect((await list(other.id)).offered).toMatchObject([
        { id, kind: 'share', role: 'viewer', familyMember: { id: family.child.id } },
      ])
      expect(await list(stranger.id)).toEqual({ given: [], offered: [], received: [] })
      expect([await roleOf(other.id), await records(other.id)]).toEqual([undefined, 0])
      expect(await accept(id)).toMatchObject({ familyMemberId: family.child.id, otherId: owner })
      expect([await roleOf(other.id), await records(other.id)]).toEqual(['viewer', 1])
      expect(ids((await list(other.id)).received)).toEqual([id])
      expect(await accept(id)).toBeUndefined()
    })

    it('are made by owners alone, and answered by whom they are meant for', async () => {
      const id = await offer({ role: 'editor' })
      expect([await accept(id, stranger), await accept(id, family.account)]).toEqual([
        undefined,
        undefined,
      ])
      const declined = as(stranger.id, ({ shares }) => shares.decline(id))
      expect(await declined).toBeUndefined()
      await accept(id)
      const further = { familyMemberId: family.child.id, kind: 'share', role: 'viewer' } as const
      for (const { id: accountId } of [other, stranger]) {
        const offered = as(accountId, ({ shares }) =>
          shares.offer({ ...further, email: stranger.email }),
        )
        expect(await refusal(offered)).toBe('forbidden')
        const widened = as(accountId, ({ shares }) => shares.change(id, { role: 'editor' }))
        expect(await widened).toBeUndefined()
      }
      expect(await as(stranger.id, ({ shares }) => shares.end(id))).toBeUndefined()
      expect(await roleOf(other.id)).toBe('editor')
    })

    it('are one for an address: offered again it is renewed, accepted it is refused', async () => {
      const first = await offer({ role: 'viewer' })
      expect(await offer({ role: 'editor' })).toBe(first)
      const answers = await Promise.all([accept(first), accept(first), accept(first)])
      expect(tally(answers.map(Boolean))).toEqual({ true: 1, false: 2 })
      expect(await roleOf(other.id)).toBe('editor')
      expect(await offer()).toBeUndefined()
    })

    it('change and end at once, by the owner or who accepted', async () => {
      const id = await offer({ role: 'editor' })
      await accept(id)
      await as(other.id, ({ consents }) => consents.give(family.child.id, 'own.example', '1'))
      const narrowed = as(owner, ({ shares }) => shares.change(id, { role: 'viewer' }))
      expect(await narrowed).toMatchObject({ otherId: other.id })
      expect(await roleOf(other.id)).toBe('viewer')
      const hosts = as(other.id, ({ consents }) => consents.listHosts(family.child.id))
      expect(await hosts).toEqual([])
      const past = new Date(Date.now() - 1000)
      await as(owner, ({ shares }) => shares.change(id, { role: 'viewer', validUntil: past }))
      expect(await records(other.id)).toBe(0)
      await as(owner, ({ shares }) => shares.change(id, { role: 'viewer' }))
      expect(await records(other.id)).toBe(1)
      expect(await as(other.id, ({ shares }) => shares.end(id))).toMatchObject({ otherId: owner })
      expect([await roleOf(other.id), await records(other.id)]).toEqual([undefined, 0])
    })

    it('hand a person over with everything, and leave the giver nothing', async () => {
      const id = await handOver()
      expect(await handOver(stranger.email)).toBeUndefined()
      await accept(id)
      expect([await roleOf(owner), await roleOf(other.id)]).toEqual([undefined, 'owner'])
      expect([await records(owner), await records(other.id)]).toEqual([0, 1])
      const record = await as(other.id, ({ healthRecords }) => healthRecords.find(family.record.id))
      expect(record).toMatchObject({ userId: other.id })
      const self = await as(other.id, ({ familyMembers }) => familyMembers.findSelf())
      expect(self.id).toBe(family.child.id)
    })

    it('hand a person over and let the giver look, where the receiver allows it', async () => {
      await accept(await handOver(), other, true)
      expect([await roleOf(owner), await roleOf(other.id)]).toEqual(['viewer', 'owner'])
      expect([await records(owner), await records(other.id)]).toEqual([1, 1])
    })

    it('never hand over the own person of an account', async () => {
      const selfId = family.account.selfId
      const id = await offer({ familyMemberId: selfId, kind: 'handover', role: undefined })
      expect(await refusal(accept(id))).not.toContain('no refusal')
      const self = await as(owner, ({ familyMembers }) => familyMembers.findSelf())
      expect(self.id).toBe(selfId)
    })
  })
}
