import { afterEach, expect, test, vi } from 'vitest'
import { json, startFakeServer } from '../testing/fake-server.ts'
import { mountPage } from '../testing/mount-page.ts'
import { people } from '../testing/samples.ts'
import { useUploadStore } from './uploads.store.ts'

afterEach(() => vi.unstubAllGlobals())

/** Fails the first request on its way, and answers the others; notes what each was called. */
function stubRequests(): Record<string, string>[] {
  const sent: Record<string, string>[] = []
  class FakeRequest extends EventTarget {
    upload = new EventTarget()
    status = 201
    responseText = '{}'
    headers: Record<string, string> = {}
    open = () => undefined
    getResponseHeader = () => null
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value
    }
    send(form: FormData) {
      const file = form.get('files') as File
      sent.push({ name: file.name, key: this.headers['Idempotency-Key'] ?? '' })
      const kind = sent.length === 1 ? 'error' : 'load'
      queueMicrotask(() => this.dispatchEvent(new Event(kind)))
    }
  }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
  return sent
}

test('a file that is sent again after a lost answer is the same request, and another file another', async () => {
  startFakeServer({ 'GET /api/v1/family': () => json({ family_members: people }) })
  await mountPage('/records/new', { pages: ['record-new'] })
  const sent = stubRequests()
  const uploads = useUploadStore()
  uploads.add(42, [new File(['a'], 'a.txt'), new File(['b'], 'b.txt')])
  await vi.waitFor(() => expect(uploads.busy).toBe(false))
  uploads.sendAgain(uploads.uploads[0]!.id)
  await vi.waitFor(() => expect(uploads.uploads).toEqual([]))
  expect(sent.map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'a.txt'])
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/)
  expect(sent[2]?.key).toBe(sent[0]?.key)
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})
