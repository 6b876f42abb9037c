/** What went wrong with a mail, without the address, the text or the server's own words, which can quote both. */
export class MailFault extends Error {
  override name = 'MailFault'
  /** `EAUTH`, `ETIMEDOUT`, `EENVELOPE`, …; with the server's three digits where it said any: `EENVELOPE-550`. */
  readonly code: string

  constructor(code: string) {
    super(`The mail server did not take the mail (${code}).`)
    this.code = code
  }
}

export function toMailFault(error: unknown): MailFault {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const kind = typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'EUNKNOWN'
  return new MailFault(Number.isInteger(responseCode) ? `${kind}-${String(responseCode)}` : kind)
}
