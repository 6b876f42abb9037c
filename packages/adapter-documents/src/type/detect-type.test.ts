import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { docx } from '../../testing/docx.ts'
import { pdf, textPage } from '../../testing/pdf.ts'
import { readSample, sampleNames } from '../../testing/samples.ts'
import { zip } from '../../testing/zip.ts'
import { docxType } from './content-types.ts'
import { detectType } from './detect-type.ts'

const detect = (content: Uint8Array | string, filename = 'paper') =>
  detectType(Buffer.from(content as string).subarray(0, 4100), filename)
const utf16le = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const utf16be = (text: string) => utf16le(text).swap16()
const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#abc' } })

describe('detectType', () => {
  it('knows the types that PHRM keeps, whatever they are called', async () => {
    expect(await detect(pdf([textPage(['Hemoglobin'])]), 'a.exe')).toBe('application/pdf')
    expect(await detect(Buffer.concat([Buffer.from('\r\n'), pdf([])]))).toBe('application/pdf')
    expect(await detect(await picture.clone().jpeg().toBuffer())).toBe('image/jpeg')
    expect(await detect(await picture.clone().png().toBuffer(), 'x.pdf')).toBe('image/png')
    expect(await detect(await picture.clone().webp().toBuffer())).toBe('image/webp')
    expect(await detect(await picture.clone().tiff().toBuffer())).toBe('image/tiff')
    expect(await detect(docx('A letter.'), 'letter.docx')).toBe(docxType)
  })

  it('knows a Word document whose parts come in another order, by its name', async () => {
    const late = zip({
      'word/document.xml': '<w:t>A letter.</w:t>',
      '[Content_Types].xml': '<Types/>',
    })
    expect(await detect(late, 'letter.docx')).toBe(docxType)
    expect(await detect(zip({ 'a.txt': 'x' }), 'letter.docx')).toBeUndefined()
  })

  it('takes text in UTF-8 and UTF-16 that is called so', async () => {
    expect(await detect('Blood pressure 120/80\r\n\tHämoglobin 13,5 µg €', 'a.TXT')).toBe(
      'text/plain',
    )
    expect(await detect(utf16le('Hämoglobin'), 'a.txt')).toBe('text/plain')
    expect(await detect(utf16be('Hämoglobin'), 'a.txt')).toBe('text/plain')
    expect(await detect('WBC < 5 & CRP > 10; -- select', 'a.txt')).toBe('text/plain')
    expect(await detect('ü'.repeat(3000), 'cut-in-a-character.txt')).toBe('text/plain')
    expect(await detect('Blood pressure', 'a.pdf')).toBeUndefined()
  })

  it.each([
    ['a text with a NUL', 'abc\0def', 'a.txt'],
    ['a text with control characters', 'abc\x1b[31m', 'a.txt'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xe9, 0x62, 0x63]), 'a.txt'],
    ['nothing at all', '', 'a.txt'],
    ['a web page', '<!DOCTYPE html><script>alert(1)</script>', 'a.html'],
    ['a web page called text', ' <html><body>hello</body></html>', 'a.txt'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg'],
    ['a drawing called a picture', '<?xml version="1.0"?><svg/>', 'a.png'],
    ['a web page before a PDF', Buffer.concat([Buffer.from('<html>\n'), pdf([])]), 'a.pdf'],
    [
      'a program called a PDF',
      Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(400)]),
      'a.pdf',
    ],
    [
      'a program for Linux',
      Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(400)]),
      'a.pdf',
    ],
    ['the mark of a PDF alone', '%PDF and then a story', 'a.pdf'],
    ['an animation', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'a.gif'],
    ['an archive', zip({ 'a.txt': 'hello' }), 'a.zip'],
    ['compressed nothing', deflateSync('hello'), 'a.pdf'],
  ])('refuses %s', async (_, content, filename) => {
    expect(await detect(content, filename)).toBeUndefined()
  })
})

describe.skipIf(sampleNames('uploads').length === 0)('detectType on collected files', () => {
  it.each([
    ['uploads/a.heic', 'image/heic'],
    ['uploads/a.webp', 'image/webp'],
    ['uploads/multi.tif', 'image/tiff'],
    ['uploads/gps.jpg', 'image/jpeg'],
    ['uploads/a.docx', docxType],
    ['uploads/utf16.txt', 'text/plain'],
    ['rendered/mixed8.pdf', 'application/pdf'],
    ['malicious/polyglot_html.pdf', undefined],
  ])('%s', async (path, type) => {
    expect(await detect(readSample(path), path)).toBe(type)
  })
})
