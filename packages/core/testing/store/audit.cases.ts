import { describe, expect, it } from 'vitest'
import type { AIAttempt, AIOutcome } from '../../src/index.ts'
import type { OpenedStore } from './opened-store.ts'
import { addAccount, addFamily, refusal } from './samples.ts'

const attempt: AIAttempt = {
  operation: 'chat',
  familyMemberId: 0,
  provider: 'groq',
  host: 'api.groq.example',
  isLocal: false,
  modelAsked: 'openai/gpt-oss-120b',
  inputHmac: 'ab'.repeat(32),
  recordIds: [1, 2],
  documentIds: [],
}
const outcome: AIOutcome = {
  outcome: 'ok',
  modelAnswered: 'gpt-oss-120b',
  responseLength: 812,
  processingTime: 1.25,
  promptTokens: 900,
}

export function describeAudit(opened: () => OpenedStore): void {
  const as: OpenedStore['store']['as'] = (accountId, work) => opened().store.as(accountId, work)

  describe('audit', () => {
    it('takes entries, and none without an account', async () => {
      const { account, child } = await addFamily(opened().store)
      const entry = {
        action: 'health-record.create',
        familyMemberId: child.id,
        subject: '7',
      } as const
      await as(account.id, ({ audit }) => audit.write(entry))
      await as(account.id, ({ audit }) => audit.write({ action: 'session.start' }))
      expect(await refusal(as(987_654, ({ audit }) => audit.write(entry)))).toBe('conflict')
    })

    it('writes how an attempt began and how it ended, once', async () => {
      const { account, child } = await addFamily(opened().store)
      const own = { ...attempt, familyMemberId: child.id, fallbackFrom: 'router.example' }
      const id = await as(account.id, ({ aiAudit }) => aiAudit.begin(own))
      await as(account.id, ({ aiAudit }) => aiAudit.end(id, outcome))
      expect(await refusal(as(account.id, ({ aiAudit }) => aiAudit.end(id, outcome)))).toBe(
        'conflict',
      )
      expect(await refusal(as(account.id, ({ aiAudit }) => aiAudit.end(987_654, outcome)))).toBe(
        'not-found',
      )
    })

    it('ends no attempt of another account, and begins none for a person that it does not see', async () => {
      const { account, child } = await addFamily(opened().store)
      const stranger = await addAccount(opened().store)
      const own = { ...attempt, familyMemberId: child.id }
      const id = await as(account.id, ({ aiAudit }) => aiAudit.begin(own))
      expect(await refusal(as(stranger.id, ({ aiAudit }) => aiAudit.end(id, outcome)))).toBe(
        'not-found',
      )
      expect(await refusal(as(stranger.id, ({ aiAudit }) => aiAudit.begin(own)))).toBe('forbidden')
    })

    it('takes security events of known and unknown people, however long', async () => {
      const { securityEvents } = opened().store
      const { id } = await addAccount(opened().store)
      const first = securityEvents.write({
        type: 'authn_login_fail',
        accountId: id,
        ip: '2001:db8::1',
      })
      expect(await first).toBeUndefined()
      const second = securityEvents.write({
        type: 'excess_rate_limit_exceeded',
        userAgent: 'x'.repeat(10_000),
        details: { route: '/api/v1/records', count: 101 },
      })
      expect(await second).toBeUndefined()
    })

    it('counts the newest word on a consent', async () => {
      const { account, child } = await addFamily(opened().store)
      await as(account.id, async ({ consents }) => {
        expect(await consents.listHosts(child.id)).toEqual([])
        await consents.give(child.id, 'a.example', '2026-11')
        await consents.give(child.id, 'b.example:8080', '2026-11')
        await consents.withdraw(child.id, 'a.example')
        await consents.withdraw(child.id, 'never-given.example')
        expect(await consents.list()).toEqual([
          {
            familyMemberId: child.id,
            host: 'b.example:8080',
            textVersion: '2026-11',
            givenAt: expect.any(Date),
          },
        ])
        await consents.give(child.id, 'a.example', '2027-01')
        expect(await consents.listHosts(child.id)).toEqual(['a.example', 'b.example:8080'])
        expect(await consents.listHosts(account.selfId)).toEqual([])
      })
    })
  })
}
