import { zip } from './zip.ts'

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

/** A Word document with one paragraph, or with the given content of its body. */
export function docx(
  text: string,
  more: { body?: string; parts?: Record<string, string | Uint8Array> } = {},
): Buffer {
  const body = more.body ?? paragraph(text)
  return zip({
    '[Content_Types].xml': contentTypes,
    'word/document.xml': `<?xml version="1.0"?><w:document ${namespace}><w:body>${body}</w:body></w:document>`,
    ...more.parts,
  })
}

export function paragraph(text: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

export function table(rows: string[][]): string {
  const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
  return `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
}
