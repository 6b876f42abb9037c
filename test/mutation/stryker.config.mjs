/**
 * npm run mutation : changes what decides who somebody is and what they may do, one place at a time, and counts the changes
 * that no test notices. Words for people are left alone.
 */
export default {
  packageManager: 'pnpm',
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  mutate: [
    'packages/core/src/{access,account,api-token,passkey,second-factor,session,share}/**/*.ts',
    'packages/adapter-factors/src/**/*.ts',
    'apps/api/src/http/identity.ts',
    '!**/*.test.ts',
    '!**/index.ts',
  ],
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  ignorePatterns: ['data*', '.cache', '.runtime', 'apps/web/dist', 'docs', 'migrations'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  tempDirName: '.cache/mutation',
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 90, low: 80, break: 80 },
}
