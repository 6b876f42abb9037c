/** The API as a program without a browser uses it. Rejects with status and code, never with what was sent. */
export interface Client {
  request<Body>(method: string, path: string, body?: unknown): Promise<Body>
  upload(
    recordId: number,
    files: { name: string; bytes: Uint8Array; type: string }[],
  ): Promise<void>
}

export interface Newcomer {
  username: string
  email: string
  password: string
}

export class RequestFailed extends Error {
  override name = 'RequestFailed'
  readonly status: number

  constructor(status: number, code: string | undefined) {
    super(`${status} ${code ?? ''}`)
    this.status = status
  }
}

export async function registerClient(address: string, newcomer: Newcomer): Promise<Client> {
  const names = { first_name: 'Test', last_name: 'Person' }
  return openClient(address, '/auth/register', { ...newcomer, ...names })
}

export async function logInClient(address: string, { email, password }: Newcomer): Promise<Client> {
  return openClient(address, '/auth/login', { email, password })
}

async function openClient(address: string, path: string, body: object): Promise<Client> {
  const base = `${address}/api/v1`
  const session = await send<{ access_token: string }>(base, 'POST', path, {}, JSON.stringify(body))
  const headers = { authorization: `Bearer ${session.access_token}` }
  return {
    request: (method, path, body) =>
      send(base, method, path, headers, body === undefined ? undefined : JSON.stringify(body)),
    upload: async (recordId, files) => {
      const form = new FormData()
      for (const { name, bytes, type } of files)
        form.append('files', new Blob([new Uint8Array(bytes)], { type }), name)
      await send(base, 'POST', `/records/${recordId}/documents`, headers, form)
    },
  }
}

async function send<Body>(
  base: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | FormData | undefined,
): Promise<Body> {
  const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  const init = { method, headers: { ...headers, ...type }, ...(body !== undefined && { body }) }
  const response = await fetch(base + path, init)
  const text = await response.text()
  if (response.ok) return (text ? JSON.parse(text) : undefined) as Body
  throw new RequestFailed(response.status, (JSON.parse(text || '{}') as { code?: string }).code)
}
