import { beforeEach, describe, expect, it } from 'vitest'
import type { LoggedRow, NewSeal, Store } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, type Family, refusal } from './samples.ts'

const page = { page: 1, perPage: 20 }
const hash = (sign: string) => sign.repeat(64)

function toSeal(rows: LoggedRow[], last: { id: number; hash: string } | undefined): NewSeal {
  return {
    id: (last?.id ?? 0) + 1,
    rowIds: rows.map(({ id }) => id),
    rowHashes: rows.map(() => hash('a')),
    previousHash: last?.hash ?? hash('0'),
    hash: hash('b'),
    sealedAt: new Date(),
  }
}

export function describeAuditLog(opened: () => OpenedStore): void {
  let family: Family
  let owner: number

  const as: Store['as'] = (accountId, work) => opened().store.as(accountId, work)
  const accesses = (accountId: number, member = family.child.id) =>
    as(accountId, ({ audit }) => audit.listAccesses(member, page))
  const actions = async (accountId: number) =>
    (await accesses(accountId)).items.map(({ action }) => action)

  describe('the audit log', () => {
    beforeEach(async () => {
      family = await addFamily(opened().store)
      owner = family.account.id
    })

    it('notes what was read, of whom, through what, in the round trip of the question', async () => {
      const acting = { accountId: owner, sessionId: 'a-session-of-the-contract' }
      await opened().store.read(acting, async ({ healthRecords, audit }) => {
        await Promise.all([
          healthRecords.find(family.record.id),
          audit.noteRead({ action: 'health-record.read', recordId: family.record.id }),
        ])
      })
      await as(owner, ({ audit }) => audit.noteRead({ action: 'search.run' }))
      const { items, total } = await accesses(owner)
      expect(total).toBe(2)
      expect(items).toMatchObject([
        { action: 'search.run', subject: undefined, through: 'background' },
        {
          action: 'health-record.read',
          subject: String(family.record.id),
          account: { id: owner, name: 'Ada Example' },
          through: 'sign-in',
        },
      ])
    })

    it('notes nothing of what was not seen', async () => {
      const stranger = await addAccount(opened().store)
      await as(stranger.id, async ({ audit }) => {
        await audit.noteRead({ action: 'family-member.read', familyMemberId: family.child.id })
        await audit.noteRead({ action: 'health-record.read', recordId: family.record.id })
        await audit.noteRead({ action: 'document.download', documentId: family.document.id })
        await audit.noteRead({ action: 'document.download', documentId: 987_654 })
      })
      expect(await actions(owner)).toEqual([])
    })

    it('leaves nothing of an act that was rolled back', async () => {
      const act = as(owner, async ({ audit }) => {
        await audit.write({ action: 'health-record.update', familyMemberId: family.child.id })
        throw new Error('half-way')
      })
      await expect(act).rejects.toThrow('half-way')
      expect(await actions(owner)).toEqual([])
    })

    it('shows who looked to owners and editors, and to nobody else', async () => {
      const [viewer, editor, stranger] = [
        await addAccount(opened().store),
        await addAccount(opened().store),
        await addAccount(opened().store),
      ]
      await opened().share(viewer.id, family.child.id, 'viewer')
      await opened().share(editor.id, family.child.id, 'editor')
      await as(viewer.id, ({ audit }) =>
        audit.noteRead({ action: 'document.page', documentId: family.document.id }),
      )
      const seen = await Promise.all([owner, editor.id, viewer.id, stranger.id].map(actions))
      expect(seen).toEqual([['document.page'], ['document.page'], [], []])
    })

    it('shows an account its own events, a page at a time, and nothing of health', async () => {
      const before = (await as(owner, ({ audit }) => audit.listOwnEvents(page))).total
      await as(owner, async ({ audit }) => {
        await audit.event({ type: 'authn_token_created', ip: '192.0.2.1', userAgent: 'curl\n8' })
        await audit.write({ action: 'profile.update' })
        await audit.write({ action: 'health-record.create', familyMemberId: family.child.id })
      })
      const stranger = await addAccount(opened().store)
      await opened().store.securityEvents.write({
        type: 'authn_login_fail',
        accountId: stranger.id,
      })
      const first = await as(owner, ({ audit }) => audit.listOwnEvents({ page: 1, perPage: 1 }))
      expect(first).toMatchObject({ items: [{ type: 'user_updated' }], total: before + 2 })
      const second = await as(owner, ({ audit }) => audit.listOwnEvents({ page: 2, perPage: 1 }))
      const [event] = second.items
      expect(event).toMatchObject({ type: 'authn_token_created', ip: '192.0.2.1' })
      expect(event?.userAgent).not.toContain('\n')
      const nobody = as(987_654, ({ audit }) => audit.event({ type: 'authn_token_created' }))
      expect(await refusal(nobody)).not.toContain('no refusal')
    })

    it('is sealed in order, each row once, by three at once', async () => {
      const { auditChain } = opened().store
      const sealAll = async () => {
        while (await auditChain.sealNext(50, toSeal));
      }
      await as(owner, ({ audit }) => audit.write({ action: 'profile.update' }))
      await Promise.all([sealAll(), sealAll(), sealAll()])
      expect(await auditChain.countUnsealed(50)).toEqual({ unsealed: 0, late: undefined })
      const seals = await auditChain.listSeals(0, 1000)
      expect(seals.map(({ id }) => id)).toEqual(seals.map((_seal, index) => index + 1))
      const rowIds = seals.flatMap((seal) => seal.rowIds)
      expect(new Set(rowIds).size).toBe(rowIds.length)
      expect(await auditChain.findLastSeal()).toEqual({ id: seals.length, hash: hash('b') })
      const last = seals.at(-1)!
      const rows = await auditChain.listRows(last.id)
      expect(rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(last.rowIds)
      expect(rows[0]).toMatchObject({ hash: hash('a'), content: expect.stringContaining('"') })
    })

    it('is told the same way when it is sealed and when it is checked', async () => {
      const { auditChain } = opened().store
      while (await auditChain.sealNext(1000, toSeal));
      await as(owner, ({ audit }) => audit.write({ action: 'profile.update' }))
      let told: LoggedRow[] = []
      const seal = await auditChain.sealNext(10, (rows, last) => {
        told = rows
        return toSeal(rows, last)
      })
      const [row] = await auditChain.listRows(seal!.id)
      expect({ id: row!.id, content: row!.content }).toEqual({
        id: told[0]!.id,
        content: told[0]!.content,
      })
      expect(told).toHaveLength(1)
    })
  })
}
