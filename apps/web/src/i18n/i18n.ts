import { createI18n } from 'vue-i18n'
import { en } from './en/index.ts'

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en },
})

/** For texts outside of components, such as page titles. */
export const translate = (key: string, named: Record<string, unknown> = {}): string =>
  i18n.global.t(key, named)
