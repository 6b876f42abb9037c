/** Something is the matter with the file itself; the message is the sentence that people see. */
export class ReadingFault extends Error {
  override name = 'ReadingFault'
}

/** The one fault that a person can mend. */
export const lockedReason =
  'This file is locked with a password. Save a copy without the password, and add that one.'

export const locked = () => new ReadingFault(lockedReason)
export const damaged = () => new ReadingFault('The file is damaged and could not be opened.')
export const noPages = () => new ReadingFault('This file has no pages.')
export const pictureTooLarge = () =>
  new ReadingFault('This picture is too large: PHRM reads pictures of up to 60 megapixels.')
export const unpacksTooLarge = () =>
  new ReadingFault('This file is too large when it is unpacked, so it was not opened.')
export const tookTooLong = () =>
  new ReadingFault('The file took too long to read, so reading was stopped.')
export const tooMuchMemory = () =>
  new ReadingFault('The file needs too much memory to read, so reading was stopped.')
export const notRecognised = () => new ReadingFault('Its text could not be recognised.')
export const brokeReader = () =>
  new ReadingFault('The file could not be read: reading it broke off.')

export function isDamage(error: unknown): boolean {
  return error instanceof ReadingFault && error.message === damaged().message
}

/** What other errors of a parser mean: the file is not what it should be. */
export function asFault(error: unknown): ReadingFault {
  return error instanceof ReadingFault ? error : damaged()
}

/** For what goes on with the next page: anything but a fault of the file is thrown on. */
export function faultOrThrow(error: unknown): ReadingFault {
  if (error instanceof ReadingFault) return error
  throw error
}
