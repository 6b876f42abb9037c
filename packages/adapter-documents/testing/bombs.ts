import { deflateSync } from 'node:zlib'
import type { PageContent } from './pdf.ts'
import { pdf, stream } from './pdf.ts'

/** 2.5 KB that draw a line of text 10⁸ times: each of nine forms draws the next one ten times. Good pages may stand before it. */
export function nestedForms(before: PageContent[] = []): Buffer {
  const levels = 9
  const form = (index: number) => {
    const isLast = index === levels - 1
    const next = isLast ? '' : `/XObject<</X ${1001 + index} 0 R>>`
    const keys = `/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources<</Font<</F1 3 0 R>>${next}>>`
    return stream(isLast ? 'BT /F1 12 Tf (Hemoglobin) Tj ET' : '/X Do '.repeat(10), keys)
  }
  const page = { content: '/X Do', resources: '/XObject<</X 1000 0 R>>' }
  return pdf(
    [...before, page],
    Array.from({ length: levels }, (_, index) => form(index)),
  )
}

/** A page whose content is so many bytes of operators when it is unpacked. */
export function operatorFlood(bytes: number): PageContent {
  const operators = 'BT /F1 1 Tf (a) Tj ET\n'
  const content = deflateSync(operators.repeat(Math.ceil(bytes / operators.length)), { level: 9 })
  return { content, contentKeys: '/Filter/FlateDecode' }
}

/** Two pages that claim to be two billion. */
export function pageCountLie(page: PageContent): Buffer {
  const honest = pdf([page, page]).toString('latin1')
  return Buffer.from(honest.replace('/Count 2', '/Count 2000000000'), 'latin1')
}

/** Locked with a password that nobody knows. */
export function locked(page: PageContent): Buffer {
  const key = 'ab'.repeat(32)
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${key}>/U<${key}>>>`
  return pdf([page], [], `${encrypt}/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]`)
}
