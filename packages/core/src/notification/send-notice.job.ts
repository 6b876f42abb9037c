import type { JobHandler } from '../job/job-handler.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import { isAlwaysSent, isSecurity, type NoticeKind } from './notice.ts'
import { noticePages } from './notice-pages.ts'

export function sendNotice(
  ports: Pick<Ports, 'store' | 'mailer' | 'sealer' | 'settings'>,
): JobHandler {
  const { store, settings } = ports
  const post = postLetter(ports)

  return {
    run: async ({ id, payload }) => {
      const { accountId, notice, at, device } = payload as unknown as NoticePayload
      const account = await store.accounts.find(accountId)
      const preferences = account && (await store.subscribers.findPreferences(accountId))
      if (!preferences) return
      const { securityAlerts, emailNotifications } = preferences
      const isWanted = isSecurity(notice) ? securityAlerts : emailNotifications
      if (!isWanted && !isAlwaysSent(notice)) return
      const { email, firstName: name, language, timeZone } = account
      const link = `${settings.origin}/${noticePages[notice]}`
      await post(
        { email, name, language },
        { kind: 'notice', notice, at: formatMoment(at, language, timeZone), device, link },
        `notice-${id}`,
      )
    },
  }
}

export interface NoticePayload {
  accountId: number
  notice: NoticeKind
  /** ISO. */
  at: string
  device?: string | undefined
}

function formatMoment(at: string, language: string, timeZone: string): string {
  const shape = { dateStyle: 'long', timeStyle: 'long' } as const
  try {
    return new Intl.DateTimeFormat(language, { ...shape, timeZone }).format(new Date(at))
  } catch {
    return new Intl.DateTimeFormat('en', { ...shape, timeZone: 'UTC' }).format(new Date(at))
  }
}
