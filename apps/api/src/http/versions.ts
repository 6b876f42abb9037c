import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { DomainError } from '@phrm/core'

export const ifMatchHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'The `ETag` that was read. Without it the last writer wins; browsers must send it.',
      examples: ['"3"'],
    }),
  ),
})

export function setVersion(reply: FastifyReply, { version }: { version: number }): void {
  reply.header('etag', `"${version}"`)
}

/** What `If-Match` names. Pages of PHRM must name it; `undefined` lets other clients overwrite. */
export function expectedVersion({ headers }: FastifyRequest): number | undefined {
  const tag = headers['if-match']
  if (tag === undefined) {
    if (headers['x-requested-with'] !== 'phrm') return undefined
    throw new DomainError('version-required', 'If-Match with the version that was read is missing.')
  }
  const version = /^(?:W\/)?"?([0-9]{1,9})"?$/.exec(tag)?.[1]
  if (version !== undefined) return Number(version)
  if (tag === '*') return undefined
  throw new DomainError('invalid', 'If-Match takes the ETag of one version.', { field: 'if-match' })
}
