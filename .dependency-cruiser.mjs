/** The law of imports: inward only. See docs/architecture.md. */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-stands-alone',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/core/src' },
    },
    {
      name: 'adapters-know-only-core',
      severity: 'error',
      from: { path: '^packages/(adapter-[^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/($1|core)/' },
    },
    {
      name: 'only-composition-names-adapters',
      severity: 'error',
      from: { pathNot: '(^packages/(composition|adapter-[^/]+)/|^test/|\\.test\\.ts$|/testing/)' },
      to: { path: '^packages/adapter-' },
    },
    {
      name: 'apps-do-not-import-apps',
      comment:
        'The command line starts the server and the worker; nothing else knows another application.',
      severity: 'error',
      from: { path: '^apps/(api|worker|web)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pages-know-only-the-client',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(packages|apps|test)/', pathNot: '^(packages/api-client|apps/web)/' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/[^/]+/testing' },
    },
    {
      name: 'samples-are-for-the-demo-and-tests',
      severity: 'error',
      from: { pathNot: '(^packages/sample-family/|^apps/cli/|^test/|\\.test\\.ts$)' },
      to: { path: '^packages/sample-family' },
    },
    { name: 'all-imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|^apps/web/.*auto-imports)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.vue', '.json', '.d.ts'],
    },
  },
}
