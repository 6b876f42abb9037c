import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { OpenedStore } from './opened-store.ts'
import { addAccount } from './samples.ts'

const start = new Date('2026-05-01T12:00:00.123Z')
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const hash = (): string => randomBytes(32).toString('hex')

export function describeFactors(opened: () => OpenedStore): void {
  const doors = () => opened().store.secondFactors
  const sealedSeed = 'sealed'.repeat(10)

  async function addGuarded(step = 100) {
    const account = await addAccount(opened().store)
    const codes = [hash(), hash()]
    await opened().store.as(account.id, async ({ factors }) => {
      await factors.beginAuthenticator(sealedSeed)
      await factors.confirmAuthenticator(sealedSeed, step, start)
      await factors.replaceRecoveryCodes(codes)
    })
    return { ...account, codes }
  }

  async function addWaiting(accountId: number): Promise<string> {
    const ticketHash = hash()
    const waiting = { ticketHash, accountId, remember: true, expiresAt: after(300) }
    await doors().addPending(waiting, start)
    return ticketHash
  }

  describe('second factors', () => {
    it('ask for nothing before they are confirmed, and then cannot be begun again', async () => {
      const { id } = await addAccount(opened().store)
      await opened().store.as(id, async ({ factors }) => {
        expect(await factors.beginAuthenticator('x'.repeat(40))).toBe(true)
        expect(await factors.beginAuthenticator(sealedSeed)).toBe(true)
        expect(await factors.confirmAuthenticator('x'.repeat(40), 1, start)).toBe(false)
      })
      expect(await doors().find(id)).toEqual({
        sealedSeed: undefined,
        recoveryCodes: 0,
        passkeys: 0,
      })
      expect(await doors().useStep(id, 5)).toBe(false)
      await opened().store.as(id, async ({ factors }) => {
        expect(await factors.confirmAuthenticator(sealedSeed, 1, start)).toBe(true)
        expect(await factors.beginAuthenticator('y'.repeat(40))).toBe(false)
        expect(await factors.findAuthenticator()).toEqual({
          sealedSeed,
          confirmedAt: start,
          passwordLeansOnIt: false,
        })
      })
      expect(await doors().find(id)).toMatchObject({ sealedSeed })
    })

    it('use steps forward only, one of twenty at once', async () => {
      const { id } = await addGuarded(100)
      const steps = async (...all: number[]) => {
        const answers: boolean[] = []
        for (const step of all) answers.push(await doors().useStep(id, step))
        return answers
      }
      expect(await steps(100, 99, 101, 101, 103, 102)).toEqual([
        false,
        false,
        true,
        false,
        true,
        false,
      ])
      const many = await Promise.all(Array.from({ length: 20 }, () => doors().useStep(id, 200)))
      expect(many.filter(Boolean)).toHaveLength(1)
    })

    it('use a recovery code once, and nobody else’s', async () => {
      const [one, other] = [await addGuarded(), await addGuarded()]
      const [code = ''] = one.codes
      expect(await doors().useRecoveryCode(other.id, code, start)).toBe(false)
      const both = [1, 2].map(() => doors().useRecoveryCode(one.id, code, start))
      expect((await Promise.all(both)).sort()).toEqual([false, true])
      const left = await opened().store.as(one.id, ({ factors }) => factors.countRecoveryCodes())
      expect(left).toBe(1)
    })

    it('are seen and removed by their own account alone', async () => {
      const [one, other] = [await addGuarded(), await addAccount(opened().store)]
      await opened().store.as(other.id, async ({ factors }) => {
        expect(await factors.findAuthenticator()).toBeUndefined()
        expect(await factors.countRecoveryCodes()).toBe(0)
        expect(await factors.removeAuthenticator()).toBe(false)
      })
      expect(await doors().find(one.id)).toMatchObject({ sealedSeed, recoveryCodes: 2 })
      await opened().store.as(one.id, async ({ factors }) => {
        expect(await factors.removeAuthenticator()).toBe(true)
        expect(await factors.countRecoveryCodes()).toBe(0)
      })
    })

    it('make wait from the fifth wrong code on, longer each time, until one was right', async () => {
      const { id } = await addAccount(opened().store)
      for (let failure = 1; failure <= 4; failure++) {
        expect(await doors().chargeAttempt(id, start)).toEqual({ failures: failure })
      }
      const waits: number[] = []
      let at = start
      for (let failure = 5; failure <= 11; failure++) {
        expect(await doors().chargeAttempt(id, at)).toEqual({ failures: failure })
        const { failures, waitUntil } = await doors().chargeAttempt(id, at)
        expect(failures).toBe(failure)
        waits.push(((waitUntil?.getTime() ?? 0) - at.getTime()) / 1000)
        at = waitUntil ?? at
      }
      expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
      await doors().forgetAttempts(id)
      expect(await doors().chargeAttempt(id, at)).toEqual({ failures: 1 })
    })

    it('let a ticket be tried so often and no more, at once too', async () => {
      const { id } = await addGuarded()
      const ticket = await addWaiting(id)
      const tries = Array.from({ length: 20 }, () => doors().tryPending(ticket, 5, start))
      const left = (await Promise.all(tries)).map((each) => each?.attemptsLeft)
      expect(left.filter((each) => each !== undefined).sort()).toEqual([0, 1, 2, 3, 4])
    })

    it('end a ticket by time, by its use, and by another password', async () => {
      const { id } = await addGuarded()
      const [late, used, changed] = [
        await addWaiting(id),
        await addWaiting(id),
        await addWaiting(id),
      ]
      expect(await doors().tryPending(used, 5, start)).toEqual({
        accountId: id,
        remember: true,
        attemptsLeft: 4,
      })
      expect(await doors().takePending(used)).toBe(true)
      expect(await doors().takePending(used)).toBe(false)
      expect(await doors().tryPending(used, 5, start)).toBeUndefined()
      expect(await doors().tryPending(late, 5, after(300))).toBeUndefined()
      expect(await doors().tryPending(hash(), 5, start)).toBeUndefined()
      const { passwordHash } = (await opened().store.accounts.findCredentials(
        (await opened().store.accounts.find(id))!.email,
      ))!
      await opened().store.accounts.replacePasswordHash(id, passwordHash, 'another-hash')
      expect(await doors().tryPending(changed, 5, start)).toBeUndefined()
    })
  })
}
