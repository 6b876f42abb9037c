import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Document } from '@phrm/core'

/** A file that somebody brought is handed back, never shown: no browser may run what is in it. */
export function sendFile(
  reply: FastifyReply,
  { filename, contentType, fileSize }: Pick<Document, 'filename' | 'contentType' | 'fileSize'>,
  content: AsyncIterable<Uint8Array>,
): FastifyReply {
  return reply
    .headers({
      'content-type': contentType,
      'content-length': fileSize,
      'content-disposition': attachment(filename),
      'content-security-policy': "sandbox; default-src 'none'",
    })
    .send(Readable.from(content, { objectMode: false }))
}

export function sendPicture(reply: FastifyReply, content: AsyncIterable<Uint8Array>): FastifyReply {
  return reply
    .headers({
      'content-type': 'image/jpeg',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    .send(Readable.from(content, { objectMode: false }))
}

/** RFC 6266: the name in plain letters for old clients, and in full. */
export function attachment(filename: string): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `attachment; filename="${plain}"; filename*=UTF-8''${toExtendedValue(filename)}`
}

/** RFC 5987. */
function toExtendedValue(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
