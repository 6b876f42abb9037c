import { PDFParse } from 'pdf-parse'

/** PNG pictures of all pages, `width` pixels wide (1,654 is 200 dpi on A4). */
export async function rasterPages(pdf: Uint8Array, width: number): Promise<Uint8Array[]> {
  // pdf.js takes the bytes away from who gave them.
  const parser = new PDFParse({ data: pdf.slice(), verbosity: 0 })
  try {
    const { pages } = await parser.getScreenshot({ desiredWidth: width, imageDataUrl: false })
    return pages.map(({ data }) => data)
  } finally {
    await parser.destroy()
  }
}
