import * as v from 'valibot'
import { translate } from '../i18n/i18n.ts'
import { today } from '../ui/dates.ts'
import { textLimits, type TextField } from './record-fields.ts'

export function recordSchema() {
  const text = (field: TextField) => {
    const limit = textLimits[field]
    const fits = (written: string) => [...written].length <= limit
    return v.pipe(v.string(), v.check(fits, translate('records.tooLong', { limit })))
  }
  return v.object({
    date: v.pipe(
      v.string(),
      v.nonEmpty(translate('records.dateMissing')),
      v.check((day) => day <= today(), translate('records.dateInFuture')),
    ),
    family_member_id: v.optional(v.number()),
    chief_complaint: text('chief_complaint'),
    doctor: text('doctor'),
    diagnosis: text('diagnosis'),
    prescription: text('prescription'),
    investigations: text('investigations'),
    notes: text('notes'),
    review_followup: text('review_followup'),
    review_followup_due: v.string(),
  })
}
