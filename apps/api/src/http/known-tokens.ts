/** What was read out of a token, and the moment in milliseconds from which it counts no more. */
export interface ReadToken<Claims> {
  claims: Claims
  expiresAt: number
}

/**
 * Reads each token once and remembers what it said until it expires: most of a signature check is spent on what stays the
 * same. Tokens that say nothing are not remembered. When `most` are known, the oldest goes.
 */
export function knownTokens<Claims>(
  read: (token: string) => ReadToken<Claims> | undefined,
  { most = 10_000, now = Date.now }: { most?: number; now?: () => number } = {},
): (token: string) => Claims | undefined {
  const known = new Map<string, ReadToken<Claims>>()

  function remember(token: string): Claims | undefined {
    const found = read(token)
    if (!found) return undefined
    known.set(token, found)
    if (known.size > most) known.delete(known.keys().next().value!)
    return found.claims
  }

  return (token) => {
    const found = known.get(token)
    if (found && found.expiresAt > now()) return found.claims
    known.delete(token)
    return remember(token)
  }
}
