import { useToast } from '@nuxt/ui/composables'

/** Does what was asked for and says how it went. Answers whether it worked. */
export function useSaid() {
  const toast = useToast()

  return async function said(work: Promise<unknown>, done?: string): Promise<boolean> {
    try {
      await work
    } catch (error) {
      toast.add({
        title: (error as Error).message,
        icon: 'i-lucide-circle-alert',
        color: 'error',
      })
      return false
    }
    if (done) toast.add({ title: done, icon: 'i-lucide-circle-check', color: 'success' })
    return true
  }
}
