import type { FastifyRequest } from 'fastify'
import { DomainError } from '@phrm/core'

/**
 * Runs after the schema, so the shape is known and shallow. PostgreSQL keeps no NUL, and half a character is no text:
 * both would fail deep inside with nothing to say about the field.
 */
export async function refuseBrokenText(request: FastifyRequest): Promise<void> {
  for (const part of [request.body, request.query, request.params]) {
    if (typeof part === 'object' && part !== null) checkFields(part)
  }
}

function checkFields(fields: object): void {
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
      throw new DomainError('invalid', `${field} holds characters that are no text.`, { field })
    }
  }
}
