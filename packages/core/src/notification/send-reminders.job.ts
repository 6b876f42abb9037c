import type { AccountStore } from '../store.ts'
import type { Account } from '../account/account.ts'
import type { JobHandler } from '../job/job-handler.ts'
import { toLetterJob } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import { toDigestLines } from './digest-lines.ts'
import { planDigest, type DigestPlan } from './digest-plan.ts'
import { toLocalTime } from './local-time.ts'
import type { Preferences } from './preferences.ts'

type Needs = Pick<Ports, 'store' | 'mailer' | 'sealer' | 'settings' | 'now'>

/**
 * Tells what is due. What an account was told is noted in the transaction that queues the letter, in the audit log too: done
 * twice, by two at once, or killed half-way, it is one letter.
 */
export function sendReminders(ports: Needs): JobHandler {
  const { store, mailer, now } = ports
  const remind = remindAccount(ports)

  return {
    run: async (_job, { signal }) => {
      if (!mailer.configured) return
      for (const accountId of await store.subscribers.list()) {
        signal.throwIfAborted()
        const preferences = await store.subscribers.findPreferences(accountId)
        const account = preferences && (await store.accounts.find(accountId))
        if (!account) continue
        const plan = planDigest(preferences.frequency, toLocalTime(now(), account.timeZone))
        if (plan) await remind(account, preferences, plan)
      }
    },
  }
}

function remindAccount({ store, sealer, settings, now }: Needs) {
  return (account: Account, preferences: Preferences, plan: DigestPlan): Promise<void> =>
    store.as(account.id, async (own) => {
      if (plan.claim !== undefined && !(await own.notifications.claimDigest(plan.claim))) return
      const news = await takeNews(own, preferences, plan)
      const lines = toDigestLines(news, {
        withDetail: preferences.detailInMail && account.emailVerifiedAt !== undefined,
        language: account.language,
      })
      if (lines.length === 0) return
      const to = { email: account.email, name: account.firstName, language: account.language }
      const letter = { kind: 'digest', lines, link: `${settings.origin}/` } as const
      await own.jobs.enqueue(toLetterJob(sealer, to, letter))
      for (const { recordId } of news.followUps)
        await own.audit.noteRead({ action: 'health-record.remind', recordId })
    })

  async function takeNews(own: AccountStore, preferences: Preferences, { until }: DigestPlan) {
    const due = preferences.recordReminders ? await own.healthRecords.listDue(until) : []
    const untold = new Set(await own.notifications.markTold(due))
    const papers = preferences.aiInsights
      ? await own.notifications.takeReadPapers(now())
      : { read: 0, needAttention: 0 }
    return { followUps: due.filter(({ recordId }) => untold.has(recordId)), papers }
  }
}
