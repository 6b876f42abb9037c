import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { PageText } from '../api/types.ts'
import { useHighlightStore } from './highlight.store.ts'
import { findMarks, findWords, placeWords, type TextRange } from './page-text.ts'
import { formatWordRanges, parseWordRanges } from './word-ranges.ts'

/**
 * The passage that a page was opened for: as a highlight in memory, or after a reload by the numbers of its words in
 * the address (`?words=12-30`).
 */
export function usePageMarks(documentId: () => number, page: () => PageText | undefined) {
  const route = useRoute()
  const router = useRouter()
  const highlights = useHighlightStore()

  const places = computed(() => placeWords(page()?.text ?? '', page()?.words ?? []))
  const marks = computed((): TextRange[] => {
    const shown = page()
    if (!shown) return []
    const highlight = highlights.find(documentId(), shown.number)
    if (highlight) return findMarks(shown.text, highlight)
    return toRanges(parseWordRanges(route.query.words, shown.words.length), places.value)
  })
  const words = computed(() => findWords(places.value, marks.value))

  watch(
    [page, words],
    ([shown, marked]) => {
      const ranges = formatWordRanges(marked)
      if (!shown || ranges === '' || route.query.words === ranges) return
      void router.replace({ query: { page: shown.number, words: ranges } })
    },
    { immediate: true },
  )

  return { places, marks, words }
}

/** One range for each run of words, with what stands between them. */
function toRanges(words: number[], places: (TextRange | undefined)[]): TextRange[] {
  const ranges: TextRange[] = []
  for (const [index, word] of words.entries()) {
    const place = places[word]
    if (!place) continue
    const last = ranges.at(-1)
    if (last && words[index - 1] === word - 1) last.end = place.end
    else ranges.push({ ...place })
  }
  return ranges
}
