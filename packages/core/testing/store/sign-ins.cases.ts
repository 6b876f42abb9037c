import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Attempt } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, tally } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.000Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const most = 100

export function describeSignIns(opened: () => OpenedStore): void {
  const signIns = () => opened().store.signIns

  const open = (email: string, at: Date, deviceHash?: string): Promise<Attempt> =>
    signIns().openSignIn({ email, addressPrint: `print of ${email.toLowerCase()}`, deviceHash }, at)

  /** Answers the wait, or that it was counted as wrong. */
  async function fail(email: string, at: Date, deviceHash?: string): Promise<number | 'failed'> {
    const attempt = await open(email, at, deviceHash)
    if (attempt.waitSeconds > 0) return attempt.waitSeconds
    await signIns().close(attempt, false, at, most)
    return 'failed'
  }

  async function knowDevice(accountId: number): Promise<string> {
    const newDeviceHash = randomUUID()
    const ids = { id: randomUUID(), refreshHash: randomUUID() }
    const times = { createdAt: start, expiresAt: after(60) }
    await opened().store.sessions.add({
      ...ids,
      ...times,
      accountId,
      remember: false,
      newDeviceHash,
    })
    return newDeviceHash
  }

  describe('sign-ins', () => {
    it('hands over what is kept of the account, whatever the case of its address', async () => {
      const { id, email } = await addAccount(opened().store, { passwordHash: 'a-hash' })
      const attempt = await open(email.toUpperCase(), start)
      expect(attempt).toMatchObject({ accountId: id, passwordHash: 'a-hash', locked: false })
      expect(attempt.waitSeconds).toBe(0)
    })

    it('answers of an unknown address as of a known one, wait for wait', async () => {
      const { email } = await addAccount(opened().store)
      const unknown = `${randomUUID()}@example.org`
      expect(await open(unknown, start)).toMatchObject({ accountId: undefined, locked: false })
      for (let second = 0; second < 8; second++) {
        const both = [await fail(email, after(second)), await fail(unknown, after(second))]
        expect(both[0]).toBe(both[1])
      }
    })

    it('waits 30 s after five failures, then twice as long, at most 900 s', async () => {
      const { email } = await addAccount(opened().store)
      for (let count = 0; count < 5; count++) expect(await fail(email, start)).toBe('failed')
      let now = 0
      for (const wait of [30, 60, 120, 240, 480, 900, 900]) {
        expect(await fail(email, after(now + 0.001))).toBeCloseTo(wait, 2)
        now += wait
        expect(await fail(email, after(now - 1))).toBe(1)
        expect(await fail(email, after(now)), String(wait)).toBe('failed')
      }
    })

    it('forgets after a right one', async () => {
      const { email } = await addAccount(opened().store)
      for (let count = 0; count < 5; count++) await fail(email, start)
      await signIns().close(await open(email, after(30)), true, after(30), most)
      for (let count = 0; count < 5; count++) expect(await fail(email, after(31))).toBe('failed')
      expect(await fail(email, after(31))).toBe(30)
    })

    it('lets no more than the one whose turn it is through, of twenty at once', async () => {
      const { email } = await addAccount(opened().store)
      for (let count = 0; count < 5; count++) await fail(email, start)
      const twenty = await Promise.all(Array.from({ length: 20 }, () => open(email, after(30))))
      expect(tally(twenty.map(({ waitSeconds }) => String(waitSeconds)))).toEqual({ 0: 1, 60: 19 })
    })

    it('counts twenty that began with a clean slate and all went wrong', async () => {
      const { email } = await addAccount(opened().store)
      const twenty = await Promise.all(Array.from({ length: 20 }, () => open(email, start)))
      await Promise.all(twenty.map((attempt) => signIns().close(attempt, false, start, most)))
      expect(await fail(email, after(1))).toBe(899)
    })

    it('counts a known device for itself; what it gets right ends no wait of strangers', async () => {
      const { id, email } = await addAccount(opened().store)
      const device = await knowDevice(id)
      for (let count = 0; count < 5; count++) await fail(email, start)
      expect(await fail(email, start)).toBe(30)
      const own = await open(email, start, device)
      expect(own).toMatchObject({ waitSeconds: 0, device })
      await signIns().close(own, true, start, most)
      expect(await fail(email, start)).toBe(30)
      for (let count = 0; count < 5; count++)
        expect(await fail(email, start, device)).toBe('failed')
      expect(await fail(email, start, device)).toBe(30)
    })

    it('takes the device of another account for a stranger’s', async () => {
      const [one, other] = [await addAccount(opened().store), await addAccount(opened().store)]
      const device = await knowDevice(other.id)
      expect(await open(one.email, start, device)).toMatchObject({ device: '' })
    })

    it('locks at the hundredth failure in a row, wherever they came from, and says so once', async () => {
      const { id, email } = await addAccount(opened().store)
      const closeOne = async (count: number): Promise<boolean> => {
        const at = after(count * 1000)
        return signIns().close(await open(email, at), false, at, most)
      }
      const locks: number[] = []
      for (let count = 1; count <= 102; count++) if (await closeOne(count)) locks.push(count)
      expect(locks).toEqual([100])
      expect(await open(email, after(200_000))).toMatchObject({ locked: true })
      await opened().store.accounts.setPassword(id, 'another', after(200_000))
      expect(await open(email, after(200_000))).toMatchObject({ locked: false, waitSeconds: 0 })
    })

    it('counts the proofs of a session apart from signing in', async () => {
      const { id, email } = await addAccount(opened().store, { passwordHash: 'a-hash' })
      const proof = async () => signIns().openProof(id, 'a-session', start)
      expect(await proof()).toMatchObject({ accountId: id, passwordHash: 'a-hash', waitSeconds: 0 })
      for (let count = 0; count < 5; count++)
        await signIns().close(await proof(), false, start, most)
      expect(await proof()).toMatchObject({ waitSeconds: 30 })
      expect(await open(email, start)).toMatchObject({ waitSeconds: 0 })
      expect(await signIns().openProof(id, 'another-session', start)).toMatchObject({
        waitSeconds: 0,
      })
    })
  })
}
