import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

// Fonts are embedded: without them a reader takes what its machine has, and the paper looks different everywhere.
const require = createRequire(import.meta.url)
const robotoFolder = join(dirname(require.resolve('pdfmake/fonts/Roboto.js')), 'Roboto')
const fontsourceFile = (family: string, weight: 400 | 600 | 700, style: 'normal' | 'italic') =>
  require.resolve(`@fontsource/${family}/files/${family}-latin-${weight}-${style}.woff`)

const fonts = {
  Roboto: {
    normal: join(robotoFolder, 'Roboto-Regular.ttf'),
    bold: join(robotoFolder, 'Roboto-Medium.ttf'),
    italics: join(robotoFolder, 'Roboto-Italic.ttf'),
    bolditalics: join(robotoFolder, 'Roboto-MediumItalic.ttf'),
  },
  Tinos: {
    normal: fontsourceFile('tinos', 400, 'normal'),
    bold: fontsourceFile('tinos', 700, 'normal'),
    italics: fontsourceFile('tinos', 400, 'italic'),
    bolditalics: fontsourceFile('tinos', 700, 'italic'),
  },
  Courier: {
    normal: fontsourceFile('courier-prime', 400, 'normal'),
    bold: fontsourceFile('courier-prime', 700, 'normal'),
  },
  Handwriting: {
    normal: fontsourceFile('caveat', 400, 'normal'),
    bold: fontsourceFile('caveat', 600, 'normal'),
  },
}

export type FontName = keyof typeof fonts

export interface Paper {
  title: string
  font: FontName
  fontSize: number
  content: Content[]
  /** Name of who printed it, for the foot of each page. */
  issuer: string
  /** `YYYY-MM-DD`; also the file's date, so that the same paper has the same bytes. */
  printedOn: string
}

const fontFiles = new Set(Object.values(fonts).flatMap((styles) => Object.values(styles)))
pdfmake.setFonts(fonts)
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path))

/** A PDF with a text layer and embedded fonts. */
export function writePaper(paper: Paper): Promise<Uint8Array> {
  const { title, font, fontSize, content, issuer, printedOn } = paper
  return writePdf({
    pageSize: 'A4',
    pageMargins: [48, 40, 48, 52],
    defaultStyle: { font, fontSize, lineHeight: 1.15 },
    info: { title, author: issuer, creationDate: new Date(`${printedOn}T09:00:00Z`) },
    content,
    footer: (page, pages) => ({
      margin: [48, 12, 48, 0],
      columns: [
        {
          text: `${issuer}. Synthetic sample: no real person, doctor or institution.`,
          fontSize: 7,
          color: '#555555',
        },
        {
          text: `Page ${page} of ${pages}`,
          fontSize: 7,
          color: '#555555',
          alignment: 'right',
          width: 70,
        },
      ],
    }),
  })
}

/** A PDF that shows JPEG pictures, one a page, and has no text at all. */
export function writePictures(pictures: Uint8Array[], createdOn: string): Promise<Uint8Array> {
  return writePdf({
    pageSize: 'A4',
    pageMargins: 0,
    info: { title: 'Scan', creationDate: new Date(`${createdOn}T09:00:00Z`) },
    content: pictures.map((jpeg, index) => ({
      image: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
      fit: [595.28, 841.89],
      ...(index > 0 && { pageBreak: 'before' as const }),
    })),
  })
}

async function writePdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}
