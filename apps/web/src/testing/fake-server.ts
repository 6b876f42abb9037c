import { vi } from 'vitest'

export interface SeenRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: unknown
}

type Answer = (request: SeenRequest) => Response | Promise<Response>

/** Answers what the page fetches, by "METHOD /path"; anything else fails the test. Remembers what was asked. */
export function startFakeServer(answers: Record<string, Answer>) {
  const requests: SeenRequest[] = []

  async function answer(input: Request | string | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const { pathname: path, searchParams: query } = new URL(request.url)
    const text = await request.text()
    const body: unknown = text ? JSON.parse(text) : undefined
    const seen = { method: request.method, path, query, headers: request.headers, body }
    requests.push(seen)
    const known = answers[`${request.method} ${path}`]
    if (!known) throw new Error(`Nobody expected ${request.method} ${path}`)
    return known(seen)
  }

  vi.stubGlobal('fetch', vi.fn(answer))
  const sent = (method: string, path: string) =>
    requests.filter((request) => request.method === method && request.path === path)
  return { requests, sent, answers }
}

export function json(body: unknown, { status = 200, etag = '' } = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...(etag ? { ETag: etag } : {}) },
  })
}

export function problem(
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): Response {
  const body = { type: 'about:blank', title: code, status, code, detail, request_id: 'r', ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}
