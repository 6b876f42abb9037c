import { useQuery } from '@pinia/colada'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useSessionStore } from '../auth/session.store.ts'
import { peopleQuery } from './people.queries.ts'

const storageKey = 'phrm.person'

/** Whose papers are on the page. Only the number is kept in the browser, never a name. */
export const usePersonStore = defineStore('person', () => {
  const session = useSessionStore()
  const { data, asyncStatus } = useQuery(peopleQuery)
  const chosenId = ref(Number(localStorage.getItem(storageKey)) || undefined)

  const people = computed(() => data.value ?? [])
  const person = computed(() => people.value.find(({ id }) => id === chosenId.value))
  /** `undefined`: everyone's. Until the list is here, the choice of last time is trusted. */
  const personId = computed(() => (data.value ? person.value?.id : chosenId.value))
  const ownId = computed(() => session.user?.family_member_id)
  const defaultId = computed(() => personId.value ?? ownId.value)
  /** For whom something may be written. */
  const writable = computed(() => people.value.filter(({ role }) => role !== 'viewer'))
  /** For whom something new is written, unless another is named. */
  const writableId = computed(() => (mayWrite(defaultId.value) ? defaultId.value : ownId.value))

  /** Of whom nothing is known yet, the server decides. */
  function mayWrite(id: number | undefined): boolean {
    return people.value.find((person) => person.id === id)?.role !== 'viewer'
  }

  function choose(id: number | undefined) {
    chosenId.value = id
  }

  watch(chosenId, (id) => {
    if (id) localStorage.setItem(storageKey, String(id))
    else localStorage.removeItem(storageKey)
  })

  return {
    people,
    person,
    personId,
    ownId,
    defaultId,
    writable,
    writableId,
    mayWrite,
    asyncStatus,
    choose,
  }
})
