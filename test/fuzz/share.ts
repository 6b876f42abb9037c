import fc from 'fast-check'

/** From 0 to less than 1, each as likely as the others: left alone, arbitraries prefer what is at the edges. */
export const share: fc.Arbitrary<number> = fc
  .noBias(fc.integer({ min: 0, max: 9_999 }))
  .map((n) => n / 10_000)
