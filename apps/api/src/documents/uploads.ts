import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { DomainError, type Upload } from '@phrm/core'

export const mostFiles = 10

/**
 * The files of a multipart request as they arrive, nothing kept in memory. Throws on what is no file, on one that is
 * too large and on a client that leaves half-way, so that whoever keeps the bytes never takes a part for the whole.
 */
export async function* toUploads(
  request: FastifyRequest,
  maxBytes: number,
  most = mostFiles,
): AsyncGenerator<Upload> {
  if (!request.isMultipart()) {
    throw new DomainError('unsupported-type', 'Files come as multipart/form-data, field “files”.')
  }
  try {
    for await (const part of request.parts({ limits: { fileSize: maxBytes } })) {
      const file = toFile(part)
      yield { filename: file.filename, content: complete(file, maxBytes, most) }
    }
  } catch (error) {
    throw toRefusal(error, most)
  }
}

function toFile(part: Multipart): MultipartFile {
  if (part.type === 'file' && part.fieldname === 'files') return part
  throw refuse('invalid', 'Only the field “files” is taken, and only with files.')
}

async function* complete(
  { file }: MultipartFile,
  maxBytes: number,
  most: number,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array
  } catch (error) {
    throw toRefusal(error, most)
  }
  if (file.truncated) throw refuse('too-large', `A file has at most ${toMegabytes(maxBytes)} MB.`)
}

/** The parser throws errors of every kind; what it cannot read is the client's fault, or the client is gone. */
function toRefusal(error: unknown, most: number): DomainError {
  if (error instanceof DomainError) return error
  const { code } = error as NodeJS.ErrnoException
  return code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT'
    ? refuse('too-large', `At most ${most} ${most === 1 ? 'file comes' : 'files come'} at a time.`)
    : refuse('invalid', 'The upload is malformed or broke off.')
}

function refuse(code: 'invalid' | 'too-large', message: string): DomainError {
  return new DomainError(code, message, { field: 'files' })
}

function toMegabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toLocaleString('en', { maximumFractionDigits: 1 })
}
