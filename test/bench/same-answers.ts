import { deepStrictEqual } from 'node:assert/strict'
import { toAccessToken, toPath } from './sample-account.ts'
import type { Variant } from './variant.process.ts'

/** A comparison of speed means nothing unless all give the same, complete answer. */
export async function assertSameAnswers(
  variants: (Variant & { accounts: number })[],
): Promise<void> {
  for (const account of [1, variants[0]!.accounts]) {
    const [first, ...others] = await Promise.all(variants.map((variant) => ask(variant, account)))
    if (first?.total !== 100 || first.records.length !== 20)
      throw new Error('The list is not complete.')
    for (const other of others) deepStrictEqual(other, first)
  }
}

async function ask({ port, signingSecret }: Variant, account: number) {
  const authorization = `Bearer ${toAccessToken(account, signingSecret)}`
  const response = await fetch(`http://127.0.0.1:${port}${toPath(account)}`, {
    headers: { authorization },
  })
  return (await response.json()) as { total: number; records: unknown[] }
}
