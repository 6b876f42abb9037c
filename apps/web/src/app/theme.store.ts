import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export type Theme = 'light' | 'dark' | 'system'

const storageKey = 'phrm.theme'

/** Light, dark, or as the device; `public/theme.js` does the same before the first paint. */
export const useThemeStore = defineStore('theme', () => {
  const theme = ref(readTheme())
  const device = matchMedia('(prefers-color-scheme: dark)')

  function apply() {
    const dark = theme.value === 'dark' || (theme.value === 'system' && device.matches)
    document.documentElement.classList.toggle('dark', dark)
  }

  device.addEventListener('change', apply)
  watch(theme, (chosen) => {
    if (chosen === 'system') localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, chosen)
    apply()
  })

  return { theme }
})

function readTheme(): Theme {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
