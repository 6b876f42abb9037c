import type { DocumentPage } from '@phrm/core'
import { toPageJpeg } from '../picture/raw-picture.ts'
import type { RawPicture } from '../picture/raw-picture.ts'
import type { FromReader, Stage } from './messages.ts'

/** How a reader tells what it finds, while it finds it: what was told is kept when the reading is stopped. */
export interface Report {
  opened(pageCount: number): void
  /** Asks for more time than a document without pages has. */
  grant(seconds: number): void
  progress(stage: Stage, done: number, total: number): void
  page(page: DocumentPage): void
  /** Resolves once the picture is kept, so that no more than a few wait in memory. */
  picture(number: number, picture: RawPicture): Promise<void>
  /** A sentence for people about what is missing. */
  note(text: string): void
}

export function createReport(send: (message: FromReader) => void) {
  const waiting = new Map<number, () => void>()
  const report: Report = {
    opened: (pageCount) => send({ kind: 'opened', pageCount }),
    grant: (seconds) => send({ kind: 'granted', seconds }),
    progress: (stage, done, total) => send({ kind: 'progress', stage, done, total }),
    page: (page) => send({ kind: 'page', page }),
    note: (text) => send({ kind: 'note', text }),
    async picture(number, picture) {
      const jpeg = await toPageJpeg(picture)
      await new Promise<void>((resolve) => {
        waiting.set(number, resolve)
        send({ kind: 'picture', number, jpeg })
      })
    },
  }
  return { ...report, pictureTaken: (number: number) => waiting.get(number)?.() }
}
