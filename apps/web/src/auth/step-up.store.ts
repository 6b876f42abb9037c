import { defineStore } from 'pinia'
import { ref } from 'vue'
import { access } from '../api/client.ts'
import type { Session } from '../api/types.ts'
import { useSessionStore } from './session.store.ts'

/** A request waits until the person has shown once more that it is they. */
export const useStepUpStore = defineStore('step-up', () => {
  const asked = ref(false)
  let answer: ((proved: boolean) => void) | undefined

  access.whenUnproved(() => {
    asked.value = true
    return new Promise((resolve) => (answer = resolve))
  })

  /** With what the server answered to the proof, by whichever factor. */
  function accept(session: Session) {
    access.accept(session)
    useSessionStore().user = session.user
    close(true)
  }

  function cancel() {
    close(false)
  }

  function close(proved: boolean) {
    asked.value = false
    answer?.(proved)
    answer = undefined
  }

  return { asked, accept, cancel }
})
