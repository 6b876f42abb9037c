import type { RecordSummary } from '../api/types.ts'
import { translate } from '../i18n/i18n.ts'

/** The first line of what it was about; a record has no title of its own. */
export function toRecordTitle({ chief_complaint, diagnosis, doctor }: RecordSummary): string {
  const text = [chief_complaint, diagnosis, doctor].find((part) => part?.trim())
  return text?.trim().split('\n')[0] ?? translate('records.untitled')
}

/** What is worth saying beside the title. */
export function toRecordSubtitle(record: RecordSummary): string {
  const title = toRecordTitle(record)
  return [record.diagnosis, record.doctor]
    .map((part) => part?.trim().split('\n')[0])
    .filter((part) => part && part !== title)
    .join(' · ')
}
