import { resolve } from 'node:path'
import { readLock } from '@phrm/composition'
import type { AuditCheck, AuditFault } from '@phrm/core'
import { askServer } from './ask-server.ts'
import { loadConfig, withPhrm } from './open.ts'

/** Ends with 1 when the log is not as it was written. In embedded mode the running server looks: it owns the data folder. */
export async function verifyAudit({ anchors }: { anchors?: string }): Promise<void> {
  const config = loadConfig()
  const anchorsFile = anchors === undefined ? undefined : resolve(anchors)
  const running = config.databaseUrl === undefined ? await readLock(config.dataDir) : undefined
  const check = running
    ? ((await askServer(running, '/control/audit-checks', { anchorsFile })) as AuditCheck)
    : await withPhrm(config, async ({ useCases }) => useCases.audit.verify(anchorsFile))
  const { fault } = check
  if (fault) process.exitCode = 1
  process.stdout.write(`${fault ? toWords(fault) : toSummary(check)}\n`)
}

function toSummary({ rows, seals, unsealed, anchors }: AuditCheck): string {
  const compared = anchors === 0 ? 'no anchors to compare with' : `${anchors} anchors compared`
  return `The audit log is as it was written: ${rows} rows in ${seals} seals, ${compared}, ${unsealed} rows not sealed yet.`
}

function toWords({ kind, row, seal }: AuditFault): string {
  const subject = row === undefined ? `Seal ${seal}` : `Row ${row} of the audit log`
  return `${subject} ${faults[kind]}`
}

const faults: Record<AuditFault['kind'], string> = {
  changed: 'was changed after it was sealed.',
  missing: 'is missing.',
  inserted: 'was put in later.',
  'seal-changed': 'is not the one that was made: it was changed, or replaced.',
  'cut-tail':
    'was noted outside the database, and is not in it any more: the end of the log was cut off.',
}
