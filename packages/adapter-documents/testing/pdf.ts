/** A page by hand: its content stream, what it needs, and keys of the page itself (`/Rotate 90`). */
export interface PageContent {
  content: Uint8Array | string
  contentKeys?: string
  resources?: string
  keys?: string
}

/** A PDF written by hand, with Helvetica as /F1; `objects` are numbered from 1,000. */
export function pdf(
  pages: PageContent[],
  objects: (string | Uint8Array)[] = [],
  trailer = '',
): Buffer {
  const numbered = new Map<number, Uint8Array | string>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'],
    [
      2,
      `<</Type/Pages/Kids[${pages.map((_, index) => `${10 + index * 2} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    ],
    [3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'],
  ])
  for (const [index, page] of pages.entries()) {
    const resources = `<</Font<</F1 3 0 R>>${page.resources ?? ''}>>`
    const keys = `/MediaBox[0 0 612 792]/Contents ${11 + index * 2} 0 R/Resources${resources}${page.keys ?? ''}`
    numbered.set(10 + index * 2, `<</Type/Page/Parent 2 0 R${keys}>>`)
    numbered.set(11 + index * 2, stream(page.content, page.contentKeys))
  }
  for (const [index, object] of objects.entries()) numbered.set(1000 + index, object)
  return write(numbered, trailer)
}

/** Lines in 12 points from the left margin; a line may have cells that start at given places. */
export function textPage(lines: (string | [left: number, text: string][])[]): PageContent {
  const content = lines.flatMap((line, index) => {
    const cells: [number, string][] = typeof line === 'string' ? [[72, line]] : line
    return cells.map(([left, text]) => textAt(left, 720 - index * 18, text))
  })
  return { content: Buffer.from(content.join('\n'), 'latin1') }
}

export function textAt(left: number, bottom: number, text: string, size = 12): string {
  return `BT /F1 ${size} Tf ${left} ${bottom} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`
}

/** A page that is nothing but a JPEG; the picture is object `number`. */
export function scannedPage(number: number, more = ''): PageContent {
  return {
    content: `q 612 0 0 792 0 0 cm /X Do Q ${more}`,
    resources: `/XObject<</X ${number} 0 R>>`,
  }
}

export function jpegObject(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const keys = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode`
  return stream(jpeg, keys)
}

export function stream(content: Uint8Array | string, keys = ''): Buffer {
  const body = Buffer.from(content as string)
  return Buffer.concat([
    Buffer.from(`<<${keys}/Length ${body.length}>>stream\n`),
    body,
    Buffer.from('\nendstream'),
  ])
}

function write(objects: Map<number, Uint8Array | string>, trailer: string): Buffer {
  const parts: Buffer[] = []
  let length = 0
  const push = (part: string | Uint8Array) => {
    const bytes = Buffer.from(part as string)
    parts.push(bytes)
    length += bytes.length
  }
  const offsets = new Map<number, number>()
  push('%PDF-1.7\n%\u00e2\u00e3\n')
  for (const [number, body] of objects) {
    offsets.set(number, length)
    push(`${number} 0 obj\n`)
    push(body)
    push('\nendobj\n')
  }
  const start = length
  const size = Math.max(...objects.keys()) + 1
  push(`xref\n0 ${size}\n`)
  for (let number = 0; number < size; number++) {
    const offset = offsets.get(number)
    push(
      offset === undefined
        ? '0000000000 65535 f \n'
        : `${String(offset).padStart(10, '0')} 00000 n \n`,
    )
  }
  push(`trailer<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}
