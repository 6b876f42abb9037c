/** The part of pdf.js that is used here; pdf-parse does not hand on its types. */
export interface PdfjsDocument {
  numPages: number
  getPage(number: number): Promise<PdfjsPage>
}

export interface PdfjsPage {
  getViewport(options: { scale: number }): PdfjsViewport
  getTextContent(options: { includeMarkedContent: boolean }): Promise<PdfjsTextContent>
  getOperatorList(): Promise<PdfjsOperators>
}

export interface PdfjsViewport {
  width: number
  height: number
  convertToViewportPoint(x: number, y: number): number[]
}

export interface PdfjsTextContent {
  items: (PdfjsText | object)[]
}

export interface PdfjsText {
  str: string
  /** From text to page: two axes and the start of the base line. */
  transform: number[]
  width: number
  hasEOL: boolean
}

export interface PdfjsOperators {
  fnArray: number[]
  argsArray: unknown[]
}
