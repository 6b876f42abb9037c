import { ref } from 'vue'

/** Copies a secret that is shown once. Where a page came by plain http from another machine, browsers have no clipboard. */
export function useCopy() {
  const { clipboard } = navigator as { clipboard?: Clipboard }
  const state = ref<'copied' | 'refused'>()

  async function copy(text: string): Promise<void> {
    try {
      await clipboard?.writeText(text)
      state.value = clipboard ? 'copied' : 'refused'
    } catch {
      state.value = 'refused'
    }
  }

  return { copy, state }
}
