import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { DomainError, type Upload } from '@phrm/core'

/**
 * The files of a multipart request as they arrive, nothing kept in memory. Throws on what is no file, on one that is
 * too large and on a client that leaves half-way, so that whoever keeps the bytes never takes a part for the whole.
 */
export async function* toUploads(
  request: FastifyRequest,
  maxBytes: number,
): AsyncGenerator<Upload> {
  if (!request.isMultipart()) {
    throw new DomainError('unsupported-type', 'Files come as multipart/form-data, field “files”.')
  }
  for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
    yield { filename: toFile(part).filename, content: complete(toFile(part), maxBytes) }
  }
}

function toFile(part: Multipart): MultipartFile {
  if (part.type === 'file' && part.fieldname === 'files') return part
  throw new DomainError('invalid', 'Only the field “files” is taken, and only with files.', {
    field: 'files',
  })
}

async function* complete({ file }: MultipartFile, maxBytes: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) yield chunk as Uint8Array
  if (file.truncated) {
    throw new DomainError('too-large', `A file has at most ${toMegabytes(maxBytes)} MB.`, {
      field: 'files',
    })
  }
}

function toMegabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toLocaleString('en', { maximumFractionDigits: 1 })
}
