import * as v from 'valibot'
import type { ShareInput } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'
import { today } from '../ui/dates.ts'

/** A share while it is being written. */
export interface ShareFields {
  email: string
  role: ShareInput['role']
  /** The last day, `YYYY-MM-DD`; empty for no end. */
  until: string
}

export function shareSchema() {
  return v.object({
    email: emailSchema(),
    role: v.picklist(['viewer', 'editor']),
    until: v.pipe(
      v.string(),
      v.check((day) => day === '' || day >= today(), translate('sharing.untilPast')),
    ),
  })
}

export function emailSchema() {
  return v.pipe(v.string(), v.trim(), v.email(translate('sharing.emailWrong')))
}

/** To the end of that day, where the person is. */
export function toShareInput({ email, role, until }: ShareFields): ShareInput {
  return { email: email.trim(), role, valid_until: toEndOfDay(until) }
}

export function toEndOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString()
}
