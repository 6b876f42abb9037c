import { defineConfig } from 'vitest/config'

/** What decides who somebody is and what they may do. */
const signingInAndAccess = [
  'packages/core/src/{account,access,api-token,passkey,second-factor,session,share}/**',
  'packages/adapter-factors/src/**',
  'apps/api/src/{auth,factors,tokens}/**',
  'apps/api/src/http/{identity,known-tokens}.ts',
]

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.{ts,vue}'],
      exclude: ['**/*.test.ts', 'packages/api-client/**', 'apps/web/src/testing/**'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: '.cache/coverage',
      thresholds: {
        lines: 80,
        ...Object.fromEntries(signingInAndAccess.map((glob) => [glob, { lines: 95 }])),
      },
    },
    projects: [
      {
        test: {
          name: 'node',
          globalSetup: ['packages/adapter-postgres/testing/global-setup.ts'],
          include: [
            'packages/*/{src,testing}/**/*.test.ts',
            'apps/{api,worker,cli}/**/*.test.ts',
            'infra/**/*.test.ts',
            'test/fuzz/**/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      'apps/web/vite.config.ts',
    ],
  },
})
