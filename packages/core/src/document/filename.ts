/** Longest name that is kept, in characters. */
const longest = 255

/**
 * The name as people see it: without folders, control and direction characters, at most 255 characters, the
 * extension kept. It names nothing on disk.
 */
export function cleanFilename(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const visible = base
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
  if (visible === '') return 'document'
  const characters = [...visible]
  if (characters.length <= longest) return visible
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(visible)?.[0] ?? ''
  return characters.slice(0, longest - extension.length).join('') + extension
}
