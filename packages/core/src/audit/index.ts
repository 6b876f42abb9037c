import type { Ports } from '../ports.ts'
import { listAccesses } from './list-accesses.ts'
import { listActivity, listSecurityEvents } from './list-security-events.ts'
import { noteRefusal } from './note-refusal.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

export type Audit = ReturnType<typeof audit>

export function audit(ports: Ports) {
  return {
    accesses: listAccesses(ports),
    activity: listActivity(ports),
    securityEvents: listSecurityEvents(ports),
    refused: noteRefusal(ports),
    seal: sealAudit(ports),
    verify: verifyAudit(ports),
  }
}
