import { useToast } from '@nuxt/ui/composables'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Member } from '../api/types.ts'
import { useUndo } from '../ui/undo.ts'
import { useRefreshPeople, useRemovePerson, useRestorePerson } from './people.queries.ts'

/** Deletes a person, leaves their page, and offers to bring them back with all papers. */
export function useRemoval() {
  const { t } = useI18n()
  const toast = useToast()
  const offerUndo = useUndo()
  const router = useRouter()
  const refresh = useRefreshPeople()
  const { mutateAsync: remove } = useRemovePerson()
  const { mutateAsync: restore } = useRestorePerson()

  return async function removePerson({ id, name }: Member, version: string): Promise<void> {
    try {
      await remove({ id, version })
    } catch (error) {
      toast.add({
        title: (error as Error).message,
        icon: 'i-lucide-circle-alert',
        color: 'error',
      })
      return refresh()
    }
    offerUndo({
      title: t('people.removed', { name }),
      undo: () => restore(id),
      undone: t('people.back', { name }),
    })
    await router.push({ name: 'people' })
    refresh()
  }
}
