import { defineConfig } from 'vitest/config'
import everyday from './vitest.config.ts'

/** What no test reaches, the promises on the whole application among the tests. */
export default defineConfig({
  test: {
    ...everyday.test,
    projects: [...(everyday.test?.projects ?? []), 'test/security/vitest.config.ts'],
  },
})
