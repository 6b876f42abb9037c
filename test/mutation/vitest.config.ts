import { defineConfig } from 'vitest/config'

/** Tests that need no database: each of thousands of runs takes a moment. */
export default defineConfig({
  test: {
    include: [
      'packages/core/src/**/*.test.ts',
      'packages/adapter-factors/src/**/*.test.ts',
      'apps/api/src/http/identity.test.ts',
      'apps/api/src/http/identity.tokens.test.ts',
    ],
    testTimeout: 10_000,
  },
})
