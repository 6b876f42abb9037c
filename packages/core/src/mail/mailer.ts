/** To whom a mail goes. */
export interface Recipient {
  email: string
  name: string
  /** BCP 47, `en`. */
  language: string
}

/** What a mail says; the adapter makes plain text and HTML of it. No health detail unless the person asked for it. */
export interface Message {
  subject: string
  /** Plain sentences, escaped by the adapter. */
  paragraphs: string[]
  /** The one thing to do, as a button and as an address. */
  action?: { label: string; link: string } | undefined
}

export interface Mailer {
  /** False without SMTP: then an administrator or the command line hands links over. */
  configured: boolean
  /**
   * Rejects when the server did not take it; the job tries again. Mails with one `reference` (letters, digits, `-`) are
   * one and the same to who receives them.
   */
  send(to: Recipient, message: Message, reference?: string): Promise<void>
}
