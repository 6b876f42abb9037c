import type { LoggedRow, Seal } from './audit-chain.ts'

/** HMAC-SHA256 with the key of the log, hex: who has the database alone cannot compute it. */
export type AuditHash = (text: string) => string

/** What stands before the first seal. */
export const genesis = '0'.repeat(64)

export function hashRow(hash: AuditHash, before: string, { id, content }: LoggedRow): string {
  return hash(`row\n${before}\n${id}\n${content}`)
}

export function hashSeal(
  hash: AuditHash,
  { id, previousHash, rowIds, sealedAt }: Omit<Seal, 'hash'>,
  lastRowHash: string,
): string {
  const parts = [id, previousHash, rowIds.join(','), sealedAt.toISOString(), lastRowHash]
  return hash(`seal\n${parts.join('\n')}`)
}
