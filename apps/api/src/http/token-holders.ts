import { createHash } from 'node:crypto'

/**
 * Which account a token for programs was found to belong to, for the rate limits alone: they count before the database is
 * asked, and whose a token is never changes. A token that was not found yet counts for its address. Kept by hash.
 */
export function rememberHolders({ most = 10_000 } = {}) {
  const holders = new Map<string, number>()

  return {
    find: (token: string): number | undefined => holders.get(hash(token)),
    remember(token: string, accountId: number): void {
      holders.set(hash(token), accountId)
      if (holders.size > most) holders.delete(holders.keys().next().value!)
    },
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
