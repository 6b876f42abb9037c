import { describe, expect, it, vi } from 'vitest'
import { uploadFile } from './upload-file.ts'

const file = new File(['%PDF-1.7'], 'lab report ü.pdf', { type: 'application/pdf' })

/** Answers with the statuses in turn. */
function fakeRequests(...answers: { status: number; body?: object }[]) {
  const sent: { headers: Record<string, string>; body: FormData }[] = []
  const newRequest = () => {
    const { status, body } = answers[sent.length] ?? { status: 500 }
    const headers: Record<string, string> = {}
    const request = Object.assign(new EventTarget(), {
      upload: new EventTarget(),
      status,
      responseText: body ? JSON.stringify(body) : '',
      open: () => undefined,
      setRequestHeader: (name: string, value: string) => (headers[name] = value),
      getResponseHeader: () => null,
      send(form: FormData) {
        sent.push({ headers, body: form })
        const progress = Object.assign(new Event('progress'), { loaded: 1, total: 4 })
        request.upload.dispatchEvent(progress)
        queueMicrotask(() => request.dispatchEvent(new Event('load')))
      },
    })
    return request as unknown as XMLHttpRequest
  }
  return { sent, newRequest }
}

describe('sending a file', () => {
  it('says how far it is, and names the file as the person does', async () => {
    const { sent, newRequest } = fakeRequests({ status: 201 })
    const onProgress = vi.fn<(share: number) => void>()
    const token = () => 'token-1'
    await uploadFile(42, file, { token, renew: async () => false, onProgress, newRequest })
    expect(onProgress).toHaveBeenCalledWith(0.25)
    expect(sent[0]?.headers).toMatchObject({ Authorization: 'Bearer token-1' })
    expect(sent[0]?.body.get('files')).toMatchObject({ name: 'lab report ü.pdf' })
  })

  it('goes again with a new token, once', async () => {
    const { sent, newRequest } = fakeRequests({ status: 401 }, { status: 401 }, { status: 201 })
    const tokens = ['token-1', 'token-2']
    const options = {
      key: 'one-try',
      token: () => tokens.shift(),
      renew: vi.fn<() => Promise<boolean>>(async () => true),
      newRequest,
    }
    const sending = uploadFile(42, file, { ...options, onProgress: () => undefined })
    await expect(sending).rejects.toMatchObject({ status: 401 })
    expect(sent.map(({ headers }) => headers.Authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ])
    expect(sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual(['one-try', 'one-try'])
    expect(options.renew).toHaveBeenCalledExactlyOnceWith('token-1')
  })

  it('passes on what the server says of the file', async () => {
    const body = { code: 'unsupported-type', detail: 'This is a program.' }
    const { newRequest } = fakeRequests({ status: 415, body })
    const sending = uploadFile(42, file, {
      token: () => undefined,
      renew: async () => false,
      onProgress: () => undefined,
      newRequest,
    })
    await expect(sending).rejects.toMatchObject({ status: 415, message: 'This is a program.' })
  })
})
