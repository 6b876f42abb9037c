import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'
import type { Member } from '../api/types.ts'
import { useUndo } from '../ui/undo.ts'
import { useRemovePerson, useRestorePerson } from './people.queries.ts'

/** Deletes a person, and offers to bring them back with all papers. */
export function useRemoval() {
  const { t } = useI18n()
  const toast = useToast()
  const offerUndo = useUndo()
  const { mutateAsync: remove } = useRemovePerson()
  const { mutateAsync: restore } = useRestorePerson()

  return async function removePerson({ id, name }: Member, version: string): Promise<boolean> {
    try {
      await remove({ id, version })
    } catch (error) {
      toast.add({
        title: (error as Error).message,
        icon: 'i-lucide-circle-alert',
        color: 'error',
      })
      return false
    }
    offerUndo({
      title: t('people.removed', { name }),
      undo: () => restore(id),
      undone: t('people.back', { name }),
    })
    return true
  }
}
