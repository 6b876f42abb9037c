import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { authorizedFetch } from '../api/client.ts'
import { openEventStream } from '../api/event-stream.ts'
import type { Job } from '../api/types.ts'
import { useRefreshDocuments } from './documents.queries.ts'

/** A browser opens six connections to one server; some have to stay free for everything else. */
const mostStreams = 2

/** Milliseconds before a stream that could not be followed is tried again. */
const tryAgainAfter = 5000

interface Watch {
  watchers: number
  controller: AbortController
}

/** The jobs that read documents, live: those that are watched first are followed first, the others when one ends. */
export const useReadingProgressStore = defineStore('reading-progress', () => {
  const jobs = reactive(new Map<number, Job>())
  const watched = new Map<number, Watch>()
  const following = new Set<number>()
  const refresh = useRefreshDocuments()

  /** Call the answer when the progress is no longer shown. */
  function watch(jobId: number): () => void {
    const entry = watched.get(jobId) ?? { watchers: 0, controller: new AbortController() }
    entry.watchers++
    watched.set(jobId, entry)
    followNext()
    return () => {
      if (--entry.watchers > 0) return
      watched.delete(jobId)
      entry.controller.abort()
    }
  }

  function followNext() {
    const next = [...watched].find(([id]) => !following.has(id) && !hasEnded(jobs.get(id)))
    if (!next || following.size >= mostStreams) return
    const [id, { controller }] = next
    const { signal } = controller
    following.add(id)
    void follow(id, signal)
      .catch(() => pause(signal).then(refresh))
      .finally(() => {
        following.delete(id)
        followNext()
      })
  }

  async function follow(id: number, signal: AbortSignal) {
    const url = `/api/v1/jobs/${id}/events`
    for await (const { event, data } of openEventStream(url, { signal, fetch: authorizedFetch })) {
      // A server that stops says goodbye; the stream is then opened again.
      if (event !== 'progress' && event !== 'end') continue
      jobs.set(id, data as Job)
      if (event === 'end' || hasEnded(data as Job)) break
    }
    refresh()
  }

  return { jobs, watch }
})

function hasEnded(job: Job | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running'
}

function pause(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, tryAgainAfter)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()))
  })
}
