import type { JobHandler } from '../job/job-handler.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import type { NoticeKind } from './notice.ts'

export function sendNotice(
  ports: Pick<Ports, 'store' | 'mailer' | 'sealer' | 'settings'>,
): JobHandler {
  const post = postLetter(ports)
  return {
    run: async ({ id, payload }) => {
      const { accountId, notice, at } = payload as {
        accountId: number
        notice: NoticeKind
        at: string
      }
      const account = await ports.store.accounts.find(accountId)
      if (!account) return
      const to = { email: account.email, name: account.firstName, language: account.language }
      const link = `${ports.settings.origin}/settings/sign-in`
      await post(to, { kind: 'notice', notice, at, link }, `notice-${id}`)
    },
  }
}
