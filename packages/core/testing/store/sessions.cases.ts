import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { NewSession } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, tally } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const token = (): string => randomBytes(32).toString('hex')

export function describeSessions(opened: () => OpenedStore): void {
  const sessions = () => opened().store.sessions

  async function addSession(change: Partial<NewSession> = {}): Promise<NewSession> {
    const { id: accountId } = await addAccount(opened().store)
    const session: NewSession = {
      id: token(),
      accountId,
      createdAt: start,
      expiresAt: after(3600),
      remember: false,
      refreshHash: token(),
      userAgent: 'Mozilla/5.0 '.repeat(100),
      ip: '203.0.113.7',
      ...change,
    }
    await sessions().add(session)
    return session
  }

  const exchange = async (from: string, to: string, at: Date): Promise<string> => {
    return (await sessions().rotate(from, to, at)).outcome
  }

  describe('sessions', () => {
    it('finds one until it expires', async () => {
      const { id, accountId } = await addSession()
      expect(await sessions().find(id, after(3599))).toEqual({
        id,
        accountId,
        isAdmin: false,
        createdAt: start,
        authenticatedAt: start,
        lastSeenAt: start,
        expiresAt: after(3600),
        remember: false,
      })
      expect(await sessions().find(id, after(3600))).toBeUndefined()
      expect(await sessions().find(token(), start)).toBeUndefined()
    })

    it('exchanges a refresh token, and tells when the one before was exchanged', async () => {
      const { id, refreshHash } = await addSession({ remember: true })
      const [second, third] = [token(), token()]
      const first = await sessions().rotate(refreshHash, second, after(60))
      expect(first).toMatchObject({ session: { id, lastSeenAt: start, remember: true } })
      const next = await sessions().rotate(second, third, after(120))
      expect(next).toMatchObject({ session: { id, lastSeenAt: after(60) } })
    })

    it('knows no token that it never gave, nor one of an ended or expired session', async () => {
      const ended = await addSession()
      const expired = await addSession()
      await sessions().end(ended.id)
      expect(await sessions().find(ended.id, start)).toBeUndefined()
      expect(await exchange(token(), token(), start)).toBe('unknown')
      expect(await exchange(ended.refreshHash, token(), start)).toBe('unknown')
      expect(await exchange(expired.refreshHash, token(), after(3600))).toBe('unknown')
    })

    it('gives tabs that come at once with the same token one successor', async () => {
      const { refreshHash } = await addSession()
      const one = token()
      const five = Array.from({ length: 5 }, (_, second) =>
        exchange(refreshHash, one, after(second)),
      )
      expect(tally(await Promise.all(five))).toEqual({ exchanged: 5 })
      expect(await exchange(one, token(), after(30))).toBe('exchanged')
    })

    it('ends the session when a token comes again after the grace, and its successors with it', async () => {
      const { id, refreshHash } = await addSession()
      const successor = token()
      expect(await exchange(refreshHash, successor, after(60))).toBe('exchanged')
      expect(await exchange(refreshHash, token(), after(70))).toBe('exchanged')
      expect(await exchange(refreshHash, token(), after(71))).toBe('reused')
      expect(await sessions().find(id, after(71))).toBeUndefined()
      expect(await exchange(successor, token(), after(72))).toBe('unknown')
    })

    it('stays whole when 20 come at once with a token that was used before', async () => {
      const { refreshHash } = await addSession()
      await sessions().rotate(refreshHash, token(), start)
      const late = Array.from({ length: 20 }, () => exchange(refreshHash, token(), after(60)))
      expect(tally(await Promise.all(late))).toEqual({ reused: 1, unknown: 19 })
    })

    it('ends by refresh token once, and answers whose session it was', async () => {
      const { id, accountId, refreshHash } = await addSession()
      expect(await sessions().endByRefreshHash(refreshHash)).toEqual({ id, accountId })
      expect(await sessions().endByRefreshHash(refreshHash)).toBeUndefined()
      expect(await sessions().endByRefreshHash(token())).toBeUndefined()
      expect(await sessions().find(id, start)).toBeUndefined()
    })

    it('tells whose session it was that came again', async () => {
      const { id, accountId, refreshHash } = await addSession()
      await exchange(refreshHash, token(), after(1))
      const reused = await sessions().rotate(refreshHash, token(), after(60))
      expect(reused).toMatchObject({ outcome: 'reused', session: { id, accountId } })
    })

    it('knows a device by its token, for the account that used it, and the token once', async () => {
      const { store } = opened()
      const [one, other] = [await addAccount(store), await addAccount(store)]
      const add = async (accountId: number, oldDeviceHash?: string, newDeviceHash = token()) => {
        const ids = { id: token(), refreshHash: token(), remember: false }
        const times = { createdAt: start, expiresAt: after(3600) }
        return sessions().add({ ...ids, ...times, accountId, oldDeviceHash, newDeviceHash })
      }
      const [first, second] = [token(), token()]
      expect(await add(one.id, undefined, first)).toBe('first')
      expect(await add(one.id)).toBe('new')
      expect(await add(one.id, first, second)).toBe('known')
      expect(await add(one.id, first)).toBe('new')
      // Another account of the same browser, and the first one again.
      expect(await add(other.id, second, first)).toBe('first')
      expect(await add(one.id, first)).toBe('known')
    })

    it('keeps the twenty devices used last', async () => {
      const { id: accountId } = await addAccount(opened().store)
      const tokens = Array.from({ length: 21 }, token)
      const add = (second: number, oldDeviceHash?: string, newDeviceHash = token()) =>
        sessions().add({
          id: token(),
          accountId,
          createdAt: after(second),
          expiresAt: after(3600),
          remember: false,
          refreshHash: token(),
          oldDeviceHash,
          newDeviceHash,
        })
      for (const [second, each] of tokens.entries()) await add(second, undefined, each)
      expect(await add(30, tokens[0])).toBe('new')
      expect(await add(31, tokens[20])).toBe('known')
    })

    it('lists what runs, of its account alone', async () => {
      const { id, accountId } = await addSession()
      await addSession()
      const more = { accountId, id: token(), refreshHash: token() }
      await addSession({ ...more, remember: true, userAgent: 'curl/8.5.0', ip: '2001:db8::1' })
      const ended = await addSession({ accountId })
      await sessions().end(ended.id)
      const listed = await sessions().list(accountId, after(60), 600)
      expect(listed.map((each) => each.id)).toEqual([more.id, id])
      expect(listed[0]).toEqual({
        number: expect.any(Number),
        id: more.id,
        createdAt: start,
        lastSeenAt: start,
        expiresAt: after(3600),
        remember: true,
        userAgent: 'curl/8.5.0',
        ip: '2001:db8::1',
      })
      // Silent for longer than it may: only the remembered one is left.
      expect(await sessions().list(accountId, after(601), 600)).toHaveLength(1)
      expect(await sessions().list(accountId, after(3600), 9999)).toEqual([])
    })

    it('ends all of an account, all but one, or one by its number; of nobody else', async () => {
      const one = await addSession()
      const { accountId } = one
      const [two, three] = [await addSession({ accountId }), await addSession({ accountId })]
      const stranger = await addSession()
      const [theirs] = await sessions().list(stranger.accountId, start, 60)
      const number = theirs!.number
      expect(await sessions().endOf(accountId, { number })).toEqual([])
      const own = (await sessions().list(accountId, start, 60)).find(({ id }) => id === two.id)!
      expect(await sessions().endOf(accountId, { number: own.number })).toEqual([two.id])
      expect(await sessions().endOf(accountId, { keep: one.id })).toEqual([three.id])
      expect(await sessions().find(one.id, start)).toBeDefined()
      expect(await sessions().endOf(accountId)).toEqual([one.id])
      expect(await sessions().endOf(accountId)).toEqual([])
      expect(await sessions().find(stranger.id, start)).toBeDefined()
    })

    it('renews one under another id; what was there before is dead, what was given goes on', async () => {
      const { id, accountId, refreshHash } = await addSession()
      const next = { id: token(), refreshHash: token() }
      const renewed = await sessions().renew(id, next, after(900))
      expect(renewed).toMatchObject({ id: next.id, accountId, authenticatedAt: after(900) })
      expect(renewed?.expiresAt).toEqual(after(3600))
      expect(await sessions().find(id, after(900))).toBeUndefined()
      expect(await sessions().renew(id, { ...next, id: token() }, after(900))).toBeUndefined()
      expect(await exchange(next.refreshHash, token(), after(905))).toBe('exchanged')
      expect(await exchange(refreshHash, token(), after(920))).toBe('reused')
      expect(await sessions().find(next.id, after(920))).toBeUndefined()
    })
  })
}
