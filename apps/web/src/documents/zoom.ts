import { computed, ref } from 'vue'

const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const
const fit = steps.indexOf(1)

/** How wide a page is shown; 1 is as wide as its place. */
export function useZoom() {
  const step = ref(fit)
  const zoom = computed(() => steps[step.value] ?? 1)
  const change = (by: number) =>
    (step.value = Math.min(steps.length - 1, Math.max(0, step.value + by)))

  return {
    zoom,
    isFit: computed(() => step.value === fit),
    isLargest: computed(() => step.value === steps.length - 1),
    isSmallest: computed(() => step.value === 0),
    larger: () => change(1),
    smaller: () => change(-1),
    reset: () => (step.value = fit),
  }
}

export type Zoom = ReturnType<typeof useZoom>
