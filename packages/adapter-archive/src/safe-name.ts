const segment = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Relative, plain ASCII, no way out of the folder on any system, no name that Windows keeps for itself. */
export function isSafeName(name: string): boolean {
  const segments = name.split('/')
  return (
    segments.length <= 4 && segments.every((part) => segment.test(part) && !reserved.test(part))
  )
}
