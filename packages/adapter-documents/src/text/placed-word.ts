/** A word and its place on a page, from the upper left, in the page's own unit (points or pixels). */
export interface PlacedWord {
  text: string
  left: number
  top: number
  width: number
  height: number
  /** 0 to 100, for recognised words. */
  confidence?: number
}

/** The words of a page, and the size of the page in the same unit. */
export interface PlacedPage {
  width: number
  height: number
  words: PlacedWord[]
  /** How much the lines sink per unit to the right; 0 for a straight page. */
  slope?: number
  /** Where the page was straightened before: the page as people see it, and the way back to it. */
  shown?: { width: number; height: number; toShown(word: PlacedWord): PlacedWord }
}
