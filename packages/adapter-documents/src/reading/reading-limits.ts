/** What reading one document may cost. What goes beyond ends the reading, not the application. */
export interface ReadingLimits {
  /** Pages of a PDF that are read; the rest is left out with a note. */
  pdfPages: number
  /** Pages on which text is recognised. */
  recognisedPages: number
  /** Recognition workers at a time, each about 100 MB. */
  parallelRecognition: number
  /** Pixels of a picture. */
  picturePixels: number
  /** UTF-8 bytes of one page's text, and of all. */
  pageTextBytes: number
  documentTextBytes: number
  /** Resident memory of the reading process, bytes. */
  memoryBytes: number
  /** Wall clock: for every document, and more for each page of a PDF and each page to recognise. */
  seconds: number
  secondsPerPage: number
  secondsPerRecognisedPage: number
  /** Wall clock of one run of a tool (text, or picture, of one page). */
  toolSeconds: number
}

export const defaultLimits: ReadingLimits = {
  pdfPages: 200,
  recognisedPages: 50,
  parallelRecognition: 2,
  picturePixels: 60_000_000,
  pageTextBytes: 200_000,
  documentTextBytes: 20_000_000,
  memoryBytes: 1_500_000_000,
  seconds: 120,
  secondsPerPage: 1,
  secondsPerRecognisedPage: 20,
  toolSeconds: 30,
}
