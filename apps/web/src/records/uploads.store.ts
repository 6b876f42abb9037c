import { defineStore } from 'pinia'
import { computed, reactive } from 'vue'
import { access } from '../api/client.ts'
import { randomKey } from '../api/once.ts'
import { warnBeforeUnload } from '../ui/warn-before-unload.ts'
import { useRefreshRecords } from './records.queries.ts'
import { uploadFile } from './upload-file.ts'

export interface Upload {
  id: number
  recordId: number
  file: File
  /** So that sending it again after a lost answer adds it once. */
  key: string
  state: 'waiting' | 'sending' | 'failed'
  /** 0 to 1. */
  share: number
  problem: Error | undefined
}

/** Files on their way to records, one after the other; they go on while one looks at other pages. */
export const useUploadStore = defineStore('uploads', () => {
  const uploads = reactive<Upload[]>([])
  const busy = computed(() => uploads.some(({ state }) => state !== 'failed'))
  const refresh = useRefreshRecords()
  let count = 0
  let running = false

  function add(recordId: number, files: Iterable<File>) {
    for (const file of files) {
      uploads.push({
        id: ++count,
        recordId,
        file,
        key: randomKey(),
        state: 'waiting',
        share: 0,
        problem: undefined,
      })
    }
    void run()
  }

  async function run() {
    if (running) return
    running = true
    for (let next = findWaiting(); next; next = findWaiting()) await send(next)
    running = false
  }

  async function send(upload: Upload) {
    upload.state = 'sending'
    try {
      const onProgress = (share: number) => (upload.share = share)
      const { token, renew } = access
      const { recordId, file, key } = upload
      await uploadFile(recordId, file, { key, token, renew, onProgress })
      dismiss(upload.id)
      refresh()
    } catch (error) {
      upload.state = 'failed'
      upload.problem = error as Error
    }
  }

  function findWaiting() {
    return uploads.find(({ state }) => state === 'waiting')
  }

  function sendAgain(id: number) {
    const upload = uploads.find((one) => one.id === id)
    if (!upload) return
    Object.assign(upload, { state: 'waiting', share: 0, problem: undefined })
    void run()
  }

  function dismiss(id: number) {
    const place = uploads.findIndex((one) => one.id === id)
    if (place >= 0) uploads.splice(place, 1)
  }

  const listOf = (recordId: number) => uploads.filter((one) => one.recordId === recordId)

  warnBeforeUnload(busy)

  return { uploads, busy, add, listOf, sendAgain, dismiss }
})
