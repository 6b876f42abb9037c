import { createHash } from 'node:crypto'

/** As `sha256sum` writes and reads them. */
export const checksumsName = 'SHA256SUMS'

export function toChecksumLine(name: string, sha256: string): string {
  return `${sha256}  ${name}\n`
}

/** Checksums by name; `undefined` when a line is none, or a name comes twice. */
export function fromChecksumLines(text: string): Map<string, string> | undefined {
  const checksums = new Map<string, string>()
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const [, sha256, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
    if (sha256 === undefined || name === undefined || checksums.has(name)) return undefined
    checksums.set(name, sha256)
  }
  return checksums
}

/** Passes the chunks on; `hex` is right once all of them went by. */
export function watchHash(content: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of content) {
      hash.update(chunk)
      yield chunk
    }
  }
  return { content: watched(), hex: (): string => hash.digest('hex') }
}
