import type { CommonPasswords } from '@phrm/core'

/**
 * The 49,000 passwords that @zxcvbn-ts/language-common collected from published leaks, and everyday words of its word list. Read
 * when the first one is asked for: signing in never needs them.
 */
export function createCommonPasswords(): CommonPasswords {
  let list: Promise<ReadonlySet<string>> | undefined
  return {
    async hasAny(candidates) {
      const known = await (list ??= readList())
      return candidates.some((candidate) => known.has(candidate))
    },
  }
}

async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set([...dictionary['passwords-common'], ...dictionary['diceware-common']])
}
