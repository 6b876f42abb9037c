import { watch, type Ref } from 'vue'

/** Closing or reloading the page asks first as long as something would be lost. */
export function warnBeforeUnload(unsaved: Ref<boolean>) {
  watch(unsaved, (is) => {
    if (is) addEventListener('beforeunload', ask)
    else removeEventListener('beforeunload', ask)
  })

  function ask(event: BeforeUnloadEvent) {
    event.preventDefault()
  }
}
