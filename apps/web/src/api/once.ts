/**
 * An Idempotency-Key for what a form sends: the same for the same content until it was answered, so that a second attempt
 * after a lost answer adds nothing twice.
 */
export function keyOfContent() {
  let last: { content: string; key: string } | undefined

  return {
    keyFor(body: object): string {
      const content = JSON.stringify(body)
      if (last?.content !== content) last = { content, key: randomKey() }
      return last.key
    },
    /** It was answered: the same content is a new thing from now on. */
    answered: (): void => (last = undefined),
  }
}

/** `crypto.randomUUID` is absent where the page came by plain http from another machine. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
