import { DomainError } from '@phrm/core'

export function notOurs(why: string): DomainError {
  return new DomainError('invalid', `This archive cannot be brought in. ${why}`, { field: 'files' })
}

/** Whatever the reader of zips or of deflate throws is the file's fault; a fault of the disk is ours. */
export function toRefusal(error: unknown): unknown {
  if (error instanceof DomainError) return error
  const { code = '', syscall } = error as NodeJS.ErrnoException
  if (['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(code))
    return new DomainError('invalid', 'The archive cannot be opened: is it there, and readable?')
  const isOfZip = syscall === undefined && (code === '' || code.startsWith('Z_'))
  return isOfZip ? notOurs('It is no zip file, or it is cut off or damaged.') : error
}
