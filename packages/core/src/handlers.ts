import { endDue } from './deletion/end-due.job.ts'
import { sendResetLink } from './account/send-reset-link.job.ts'
import { readDocument } from './document/read-document.job.ts'
import { exportData } from './export/export-data.job.ts'
import { cleanFiles } from './housekeeping/clean-files.job.ts'
import { purgeDeleted } from './housekeeping/purge-deleted.job.ts'
import type { JobHandler } from './job/job-handler.ts'
import type { JobKind } from './job/job.ts'
import { sendLetter } from './mail/send-letter.job.ts'
import { sendNotice } from './notification/send-notice.job.ts'
import { sendReminders } from './notification/send-reminders.job.ts'
import type { Ports } from './ports.ts'

/** One line for each kind of job. */
export function createJobHandlers(ports: Ports): Record<JobKind, JobHandler> {
  return {
    'read-document': readDocument(ports),
    'purge-deleted': purgeDeleted(ports),
    'clean-files': cleanFiles(ports),
    'export-data': exportData(ports),
    'end-due': endDue(ports),
    'send-letter': sendLetter(ports),
    'send-notice': sendNotice(ports),
    'send-reset-link': sendResetLink(ports),
    'send-reminders': sendReminders(ports),
  }
}
