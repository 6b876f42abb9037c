import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'

export interface Undoable {
  /** What happened: "Record deleted". */
  title: string
  /** Takes it back. */
  undo: () => Promise<unknown>
  /** Said when it is back: "The record is back". */
  undone: string
}

let last: (() => void) | undefined

/** Takes back what was deleted last, once. */
export function undoLast() {
  last?.()
}

/** After a deletion: says it, and offers to take it back for a while. */
export function useUndo() {
  const toast = useToast()
  const { t } = useI18n()

  return function offerUndo({ title, undo, undone }: Undoable) {
    const { id } = toast.add({
      title,
      ...(matchMedia('(pointer: fine)').matches ? { description: t('ui.undoKeys') } : {}),
      icon: 'i-lucide-trash-2',
      color: 'neutral',
      duration: 20_000,
      actions: [
        {
          label: t('ui.undo'),
          icon: 'i-lucide-undo-2',
          color: 'primary',
          variant: 'soft',
          onClick: () => void takeBack(),
        },
      ],
    })
    last = () => void takeBack()

    async function takeBack() {
      last = undefined
      toast.remove(id)
      try {
        await undo()
        toast.add({ title: undone, icon: 'i-lucide-circle-check', color: 'success' })
      } catch (error) {
        toast.add({
          title: t('ui.restoreFailed'),
          description: (error as Error).message,
          icon: 'i-lucide-circle-alert',
          color: 'error',
        })
      }
    }
  }
}
