import { toApiError, unreachable } from '../api/problem.ts'

export interface UploadOptions {
  /** Idempotency-Key: the same for each try at the same file. */
  key?: string
  token: () => string | undefined
  /** After a 401: true when there is another token to try. */
  renew: (usedToken: string | undefined) => Promise<boolean>
  onProgress: (share: number) => void
  signal?: AbortSignal
  newRequest?: () => XMLHttpRequest
}

/** Sends one file to a record. By XMLHttpRequest, since fetch does not say how far a body has been sent. */
export async function uploadFile(
  recordId: number,
  file: File,
  options: UploadOptions,
): Promise<void> {
  await sendFile(`/api/v1/records/${recordId}/documents`, file, options)
}

/** Sends one file to any address that takes the field `files`. */
export async function sendFile(url: string, file: File, options: UploadOptions): Promise<Response> {
  const token = options.token()
  let response = await send(url, file, token, options)
  if (response.status === 401 && (await options.renew(token))) {
    response = await send(url, file, options.token(), options)
  }
  if (!response.ok) throw await toApiError(response)
  return response
}

function send(
  url: string,
  file: File,
  token: string | undefined,
  { key, onProgress, signal, newRequest = () => new XMLHttpRequest() }: UploadOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = newRequest()
    request.open('POST', url)
    request.setRequestHeader('X-Requested-With', 'phrm')
    if (key) request.setRequestHeader('Idempotency-Key', key)
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => resolve(toResponse(request)))
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('abort', () => reject(signal?.reason as Error))
    signal?.addEventListener('abort', () => request.abort())
    const body = new FormData()
    body.append('files', file, file.name)
    request.send(body)
  })
}

function toResponse(request: XMLHttpRequest): Response {
  const retryAfter = request.getResponseHeader('Retry-After')
  return new Response(request.responseText || null, {
    status: request.status,
    headers: retryAfter ? { 'Retry-After': retryAfter } : {},
  })
}
