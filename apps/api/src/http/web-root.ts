import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerError, HttpError } from './errors.ts'

/** The built pages. Names under `assets/` carry a hash of their content, so they are kept for ever. */
export async function serveWebRoot(app: FastifyInstance, webRoot: string): Promise<void> {
  await app.register(staticFiles, {
    root: webRoot,
    wildcard: true,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', cacheControl(path.slice(webRoot.length)))
    },
  })

  app.setNotFoundHandler((request, reply) => {
    if (isPage(request)) return reply.sendFile('index.html')
    return answerNotFound(request, reply)
  })
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  answerError(
    new HttpError(404, 'not-found', 'There is nothing here that you can see.'),
    request,
    reply,
  )
}

function cacheControl(path: string): string {
  if (path.endsWith('.html')) return 'no-store'
  return /[/\\]assets[/\\]/.test(path)
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=3600'
}

/** Addresses of pages live in the browser; what has a dot, or is asked for by a program, is a file. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return (
    method === 'GET' &&
    !path.startsWith('/api/') &&
    !path.includes('.') &&
    (headers.accept?.includes('text/html') ?? false)
  )
}
