import { onScopeDispose, ref } from 'vue'

/** Whether there is room for something beside the answer. */
export function useWideScreen(query = '(min-width: 1280px)') {
  const media = matchMedia(query)
  const isWide = ref(media.matches)
  const update = () => (isWide.value = media.matches)
  media.addEventListener('change', update)
  onScopeDispose(() => media.removeEventListener('change', update))
  return isWide
}
