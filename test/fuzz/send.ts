import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Sender } from './clients.ts'
import type { KnownIds } from './known-ids.ts'
import type { Body, Plan } from './requests.ts'

/** Milliseconds after which somebody who watches a piece of work goes away. */
const longestWatch = 300

/** What the application answered; `undefined` when the client went away first, which only watchers do. */
export async function send(
  app: FastifyInstance,
  plan: Plan,
  sender: Sender,
  ids: KnownIds,
): Promise<LightMyRequestResponse | undefined> {
  const request = toRequest(plan, sender, ids)
  if (!plan.operation.path.endsWith('/events')) return app.inject(request)
  const signal = AbortSignal.timeout(longestWatch)
  try {
    return await app.inject({ ...request, signal })
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

export function toRequest(plan: Plan, sender: Sender, ids: KnownIds): InjectOptions {
  const { operation, path, query, headers } = plan
  const url = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    toUrlText(ids.resolve(path[name])),
  )
  const search = query.map(([name, value]) => `${toUrlText(name)}=${toUrlText(ids.resolve(value))}`)
  const { payload, type } = toPayload(plan.body, ids)
  return {
    method: operation.method,
    url: search.length > 0 ? `${url}?${search.join('&')}` : url,
    headers: {
      ...sender.headers(url),
      ...headers,
      ...(type !== undefined && { 'content-type': type }),
    },
    ...(payload !== undefined && { payload }),
  }
}

function toUrlText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
  return encodeURIComponent(text.toWellFormed().slice(0, 2000))
}

function toPayload(body: Body, ids: KnownIds): { payload?: string | Buffer; type?: string } {
  switch (body.kind) {
    case 'none':
      return {}
    case 'json':
      return { payload: JSON.stringify(ids.resolve(body.value)) ?? '', type: 'application/json' }
    case 'raw':
      return { payload: body.text, type: body.type }
    case 'form':
      return { payload: toForm(body), type: 'multipart/form-data; boundary=xYzZy' }
  }
}

function toForm({ field, filename, content, whole }: Body & { kind: 'form' }): Buffer {
  const head = `--xYzZy\r\nContent-Disposition: form-data; name="${field}"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const tail = whole ? '\r\n--xYzZy--\r\n' : '\r\n--xYz'
  return Buffer.concat([Buffer.from(head), content, Buffer.from(tail)])
}
