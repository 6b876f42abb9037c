import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          globalSetup: ['packages/adapter-postgres/testing/global-setup.ts'],
          include: [
            'packages/*/{src,testing}/**/*.test.ts',
            'apps/{api,worker,cli}/**/*.test.ts',
            'infra/**/*.test.ts',
            'test/{command-line,security}/**/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      'apps/web/vite.config.ts',
    ],
  },
})
