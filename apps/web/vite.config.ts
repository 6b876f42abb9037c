import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  plugins: [
    vue(),
    ui({
      root,
      autoImport: false,
      colorMode: false,
      components: { dts: false, dirs: [] },
      // Icons are found by their literal names; a computed one would be asked of the network.
      icon: {
        clientBundle: {
          scan: { globInclude: ['src/**/*.{vue,ts}'], globExclude: ['**/*.test.ts'] },
          sizeLimitKb: 64,
        },
      },
      theme: { colors: ['primary', 'secondary', 'success', 'info', 'warning', 'error'] },
      ui: {
        colors: { primary: 'teal', neutral: 'slate', secondary: 'sky', error: 'red' },
        // Targets for fingers: 44 pixels.
        button: {
          slots: { base: 'cursor-pointer' },
          variants: { size: { lg: { base: 'min-h-11' }, xl: { base: 'min-h-12' } } },
          // Darker under the pointer, not paler: white words stay readable.
          compoundVariants: [
            {
              color: 'primary',
              variant: 'solid',
              class:
                'hover:bg-[color-mix(in_oklab,var(--ui-primary)_88%,black)] active:bg-[color-mix(in_oklab,var(--ui-primary)_80%,black)]',
            },
          ],
          defaultVariants: { size: 'lg' },
        },
        input: {
          slots: { root: 'w-full', base: 'min-h-11' },
          defaultVariants: { size: 'xl' },
        },
        textarea: { slots: { root: 'w-full' }, defaultVariants: { size: 'xl' } },
        select: { slots: { base: 'min-h-11' }, defaultVariants: { size: 'xl' } },
        checkbox: { slots: { base: 'rounded-[0.3rem]' }, defaultVariants: { size: 'xl' } },
        formField: { slots: { label: 'text-highlighted', help: 'text-muted' } },
      },
    }),
  ],
  define: { __VUE_I18N_LEGACY_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 900 },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://127.0.0.1:3000', changeOrigin: false } },
  },
  test: {
    name: 'web',
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    testTimeout: 20_000,
    setupFiles: ['src/testing/set-up.ts'],
  },
})
