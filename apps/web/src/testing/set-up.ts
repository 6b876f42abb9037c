import { config } from '@vue/test-utils'
import { i18n } from '../i18n/i18n.ts'

config.global.plugins.push(i18n)
