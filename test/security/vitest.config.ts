import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The whole application, promise by promise, and its command line. */
export default defineConfig({
  test: {
    name: 'security',
    root: fileURLToPath(new URL('../../', import.meta.url)),
    globalSetup: ['packages/adapter-postgres/testing/global-setup.ts'],
    include: ['test/{command-line,security}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
