import type { Actor } from '../actor.ts'
import { noMail } from '../account/email.ts'
import { getProfile } from '../account/profile.ts'
import { DomainError } from '../errors.ts'
import { postLetter } from '../mail/post.ts'
import type { Ports } from '../ports.ts'
import { requireRecentSignIn } from '../session/step-up.ts'
import { tell } from './notice.ts'
import type { Preferences } from './preferences.ts'

export interface PreferencesState extends Preferences {
  /** Whether a mail server is set up: without one nothing is sent. */
  mailConfigured: boolean
}

export function getPreferences({ store, mailer }: Pick<Ports, 'store' | 'mailer'>) {
  return async ({ accountId }: Actor): Promise<PreferencesState> => {
    const preferences = await store.subscribers.findPreferences(accountId)
    if (!preferences) throw new DomainError('unauthenticated', 'Please sign in.')
    return { ...preferences, mailConfigured: mailer.configured }
  }
}

/** Security alerts are switched off by who just signed in alone, and not without a mail that says so. */
export function changePreferences(ports: Pick<Ports, 'store' | 'mailer' | 'now'>) {
  const get = getPreferences(ports)
  const requireRecent = requireRecentSignIn(ports)

  return async (actor: Actor, preferences: Preferences): Promise<PreferencesState> => {
    const silences = !preferences.securityAlerts && (await get(actor)).securityAlerts
    if (silences) requireRecent(actor)
    await ports.store.as(actor, async ({ notifications, audit }) => {
      await notifications.setPreferences(preferences)
      await audit.event({ type: 'user_updated', details: { what: 'notifications' } })
    })
    if (silences) await tell(ports)(actor.accountId, 'alerts-off')
    return get(actor)
  }
}

/** While one waits to be sent there is no second one. */
export function sendTestLetter(ports: Pick<Ports, 'store' | 'mailer' | 'sealer' | 'settings'>) {
  const get = getProfile(ports)
  const post = postLetter(ports)

  return async (actor: Actor): Promise<void> => {
    const { email, firstName: name, language } = await get(actor)
    const link = `${ports.settings.origin}/settings/notifications`
    const posted = await post(
      { email, name, language },
      { kind: 'test', link },
      `test-${actor.accountId}`,
    )
    if (!posted) throw noMail()
  }
}
