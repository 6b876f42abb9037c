import { ref } from 'vue'

/** The server answers nothing else any more: the account is about to be deleted, until somebody decides to keep it. */
export const isLeaving = ref(false)
