/** Encrypts short secrets that must be read again (seeds, letters with links): AES-256-GCM with the installation's key. */
export interface Sealer {
  /** `purpose` is bound to the text: what was sealed for one use opens for no other. */
  seal(text: string, purpose: string): string
  /** Throws when the text was changed, or sealed by another installation or for another purpose. */
  open(sealed: string, purpose: string): string
}
