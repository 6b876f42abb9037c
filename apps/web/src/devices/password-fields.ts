import * as v from 'valibot'
import { translate } from '../i18n/i18n.ts'

/** How long a new one has to be depends on the account; the server says so. */
export function passwordSchema() {
  const needed = () => v.pipe(v.string(), v.nonEmpty(translate('auth.required')))
  return v.object({ current_password: needed(), new_password: needed() })
}
