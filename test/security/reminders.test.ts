import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startMailServer, type MailServer } from '@phrm/adapter-mail/testing'
import type { Frequency } from '@phrm/core'
import { openPhrmUnderTest, type PhrmUnderTest } from './support/phrm-under-test.ts'
import { workOff } from './support/work-off.ts'

let mails: MailServer
let house: PhrmUnderTest
let count = 0

beforeAll(async () => {
  mails = await startMailServer()
  house = await openPhrmUnderTest({
    MAIL_SERVER: '127.0.0.1',
    MAIL_PORT: String(mails.port),
    MAIL_USE_TLS: 'false',
    MAIL_DEFAULT_SENDER: 'phrm@example.org',
  })
})
afterAll(async () => {
  await house.close()
  await mails.close()
})
afterEach(async () => {
  vi.useRealTimers()
  await house.database.pool.query('update users set email_notifications = false')
})

interface Wanted {
  frequency?: Frequency
  timeZone?: string
  detail?: boolean
  verified?: boolean
}

/** An account of its own for each test, with a child. */
async function addPerson({ frequency = 'daily', timeZone = 'UTC', ...more }: Wanted = {}) {
  const { store } = house.phrm.ports
  const name = `person-${++count}`
  const names = { username: name, email: `${name}@example.org`, firstName: name, lastName: 'Test' }
  const account = await store.accounts.add({ ...names, passwordHash: 'none' })
  if (!account) throw new Error('Taken.')
  await store.accounts.update(account.id, { timeZone })
  await house.database.pool.query('update users set email_verified_at = $2 where id = $1', [
    account.id,
    more.verified === false ? null : new Date(),
  ])
  const preferences = {
    emailNotifications: true,
    recordReminders: true,
    securityAlerts: true,
    aiInsights: false,
    frequency,
    detailInMail: more.detail ?? false,
  }
  await store.as(account.id, ({ notifications }) => notifications.setPreferences(preferences))
  return { id: account.id, selfId: account.selfId, email: account.email }
}

const addRecord = ({ id, selfId }: { id: number; selfId: number }, due: string) =>
  house.phrm.ports.store.as(id, ({ healthRecords }) =>
    healthRecords.add({
      date: '2026-01-15',
      familyMemberId: selfId,
      chiefComplaint: 'Zyxocough',
      reviewFollowup: 'Zyxogram again',
      reviewFollowupDue: due,
    }),
  )

/** What the account is sent when the timetable comes round at that moment. */
async function remind({ email }: { email: string }, at: string) {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) })
  mails.received.length = 0
  await ring()
  vi.useRealTimers()
  await workOff(house)
  return mails.received.filter(({ to }) => to[0] === email).map(({ parsed }) => parsed)
}

/** The job itself, without the queue. */
function ring(): Promise<void> {
  const context = { signal: AbortSignal.timeout(20_000), progress: () => {} }
  return house.phrm.handlers['send-reminders'].run({} as never, context)
}

describe('a reminder', () => {
  it('comes at eight in the morning where the person is, once', async () => {
    const anna = await addPerson({ timeZone: 'Asia/Kolkata' })
    await addRecord(anna, '2026-03-02')
    expect(await remind(anna, '2026-03-01T02:31:00Z')).toHaveLength(0)
    // A quarter of an hour before and after eight, Indian time.
    expect(await remind(anna, '2026-03-02T02:15:00Z')).toHaveLength(0)
    expect(await remind(anna, '2026-03-02T02:31:00Z')).toHaveLength(1)
    expect(await remind(anna, '2026-03-02T02:46:00Z')).toHaveLength(0)
    expect(await remind(anna, '2026-03-03T02:31:00Z')).toHaveLength(0)
  })

  it('comes at eight on the days on which clocks are changed, too', async () => {
    const anna = await addPerson({ timeZone: 'Europe/Berlin' })
    await addRecord(anna, '2026-03-29')
    expect(await remind(anna, '2026-03-29T05:59:00Z')).toHaveLength(0)
    expect(await remind(anna, '2026-03-29T06:00:00Z')).toHaveLength(1)
  })

  it('is one for all that is due, and what is added later waits for the next morning', async () => {
    const anna = await addPerson()
    await addRecord(anna, '2026-03-02')
    await addRecord(anna, '2026-02-20')
    await addRecord(anna, '2026-03-03')
    const [mail] = await remind(anna, '2026-03-02T08:00:00Z')
    expect(mail?.text).toContain('2 follow-ups are due.')
    await addRecord(anna, '2026-03-02')
    expect(await remind(anna, '2026-03-02T12:00:00Z')).toHaveLength(0)
    const [next] = await remind(anna, '2026-03-03T08:00:00Z')
    expect(next?.text).toContain('2 follow-ups are due.')
  })

  it('that was missed in the morning comes later that day', async () => {
    const anna = await addPerson()
    await addRecord(anna, '2026-03-02')
    expect(await remind(anna, '2026-03-02T19:00:00Z')).toHaveLength(1)
  })

  it('comes once a week on Monday for what is due until Sunday, if one wants it so', async () => {
    const anna = await addPerson({ frequency: 'weekly' })
    await addRecord(anna, '2026-03-08')
    await addRecord(anna, '2026-03-09')
    expect(await remind(anna, '2026-03-02T07:59:00Z')).toHaveLength(0)
    const [mail] = await remind(anna, '2026-03-02T08:00:00Z')
    expect(mail?.text).toContain('A follow-up is due.')
    expect(await remind(anna, '2026-03-05T12:00:00Z')).toHaveLength(0)
    expect(await remind(anna, '2026-03-09T08:00:00Z')).toHaveLength(1)
  })

  it('comes on the day at once, if one wants it so', async () => {
    const anna = await addPerson({ frequency: 'immediate' })
    await addRecord(anna, '2026-03-02')
    expect(await remind(anna, '2026-03-02T03:00:00Z')).toHaveLength(0)
    expect(await remind(anna, '2026-03-02T08:00:00Z')).toHaveLength(1)
    await addRecord(anna, '2026-03-02')
    expect(await remind(anna, '2026-03-02T12:00:00Z')).toHaveLength(1)
    expect(await remind(anna, '2026-03-02T12:15:00Z')).toHaveLength(0)
  })

  it('is a look at each record that it tells of, and the person sees that', async () => {
    const anna = await addPerson()
    const { id } = await addRecord(anna, '2026-03-02')
    await addRecord(anna, '2026-04-02')
    await remind(anna, '2026-03-02T08:00:00Z')
    await remind(anna, '2026-03-02T08:15:00Z')
    const { items } = await house.phrm.ports.store.as(anna.id, ({ audit }) =>
      audit.listAccesses(anna.selfId, { page: 1, perPage: 10 }),
    )
    expect(items).toMatchObject([
      {
        action: 'health-record.remind',
        subject: String(id),
        account: { id: anna.id },
        through: 'background',
      },
    ])
  })

  it('says nothing of health unless asked to, and then only to a confirmed address', async () => {
    const [silent, open, unconfirmed] = [
      await addPerson(),
      await addPerson({ detail: true }),
      await addPerson({ detail: true, verified: false }),
    ]
    for (const person of [silent, open, unconfirmed]) await addRecord(person, '2026-03-02')
    const at = '2026-03-02T08:00:00Z'
    const [detailed] = await remind(open, at)
    const others = mails.received.filter(({ to }) => to[0] !== open.email)
    expect(others.map(({ to }) => to[0]).sort()).toEqual([silent.email, unconfirmed.email].sort())
    for (const { raw } of others) expect(raw).not.toMatch(/zyxo/i)
    expect(detailed?.text).toContain(
      'March 2, 2026: a follow-up (Zyxocough) is due: Zyxogram again',
    )
    expect(detailed?.subject).not.toMatch(/zyxo/i)
  })

  it('does not come to who wants none, nor of what is done or gone', async () => {
    const [none, ready] = [await addPerson(), await addPerson()]
    const [kept, gone] = [
      await addRecord(ready, '2026-03-02'),
      await addRecord(ready, '2026-03-02'),
    ]
    await addRecord(none, '2026-03-02')
    const { store } = house.phrm.ports
    await store.as(ready.id, async ({ healthRecords }) => {
      const without = { date: kept.date, familyMemberId: ready.selfId }
      await healthRecords.update(kept.id, without)
      await healthRecords.remove(gone.id)
    })
    await house.database.pool.query('update users set record_reminders = false where id = $1', [
      none.id,
    ])
    await remind(none, '2026-03-02T08:00:00Z')
    expect(mails.received).toHaveLength(0)
  })
})

describe('telling once', () => {
  it('holds when two workers come at once, five times', async () => {
    const anna = await addPerson({ frequency: 'immediate' })
    await addRecord(anna, '2026-03-02')
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T09:00:00Z') })
    await Promise.all(Array.from({ length: 5 }, () => ring()))
    vi.useRealTimers()
    mails.received.length = 0
    await workOff(house)
    expect(mails.received).toHaveLength(1)
  })

  it('holds when the process dies between noting and queueing: neither has happened', async () => {
    const anna = await addPerson()
    await addRecord(anna, '2026-03-02')
    const { sealer } = house.phrm.ports
    const seal = vi.spyOn(sealer, 'seal').mockImplementation(() => {
      throw new Error('killed')
    })
    await expect(remind(anna, '2026-03-02T08:00:00Z')).rejects.toThrow('killed')
    seal.mockRestore()
    expect(await remind(anna, '2026-03-02T08:15:00Z')).toHaveLength(1)
    expect(await remind(anna, '2026-03-02T08:30:00Z')).toHaveLength(0)
  })

  it('keeps the number of a letter that is sent twice, so that it is shown once', async () => {
    const { sealer } = house.phrm.ports
    const to = { email: 'twice@example.org', name: 'Twice', language: 'en' }
    const letter = { kind: 'test', link: 'http://localhost/' }
    const sealed = sealer.seal(JSON.stringify({ to, letter }), 'letter')
    const job = { id: 7, createdAt: new Date(0), payload: { sealed } } as never
    mails.received.length = 0
    const context = { signal: AbortSignal.timeout(20_000), progress: () => {} }
    for (let attempt = 0; attempt < 2; attempt++)
      await house.phrm.handlers['send-letter'].run(job, context)
    const ids = mails.received.map(({ parsed }) => parsed.messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })
})

describe('a notice', () => {
  it('of safety comes though other mail is off, and is kept back by its own switch alone', async () => {
    const { store } = house.phrm.ports
    const anna = await addPerson()
    const notify = (notice: string) =>
      store.jobs.enqueueForHouse({
        kind: 'send-notice',
        payload: { accountId: anna.id, notice, at: '2026-03-02T08:00:00Z', device: 'Firefox' },
      })
    const subjects = async () => {
      mails.received.length = 0
      await notify('new-sign-in')
      await notify('export-ready')
      await workOff(house)
      return mails.received.map(({ parsed }) => parsed.subject).sort()
    }
    expect(await subjects()).toEqual(['New sign-in to PHRM', 'Your export is ready'])
    expect(mails.received.some(({ parsed }) => parsed.text?.includes('Firefox'))).toBe(true)
    await house.database.pool.query('update users set email_notifications = false')
    expect(await subjects()).toEqual(['New sign-in to PHRM'])
    await house.database.pool.query('update users set security_alerts = false')
    expect(await subjects()).toEqual([])
  })
})
