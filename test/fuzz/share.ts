import fc from 'fast-check'

/** From 0 to 1, each as likely as the others: `fc.double` prefers what is next to nothing. */
export const share: fc.Arbitrary<number> = fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10_000)
