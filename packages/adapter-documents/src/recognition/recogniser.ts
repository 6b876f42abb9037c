import { createWorker, OEM, PSM } from 'tesseract.js'
import type { Worker } from 'tesseract.js'
import type { GrayImage } from '../picture/gray-image.ts'
import { toPgm } from '../picture/gray-image.ts'
import type { Turn } from '../picture/raw-picture.ts'
import { notRecognised } from '../reading/reading-fault.ts'
import { languageFolders } from './language-data.ts'
import { toRecognisedPage } from './recognised-page.ts'
import type { RecognisedPage } from './recognised-page.ts'
import { createWorkerPool } from './worker-pool.ts'

/** Memory of a worker grows slowly; after so many pages a new one takes its place. */
const pagesPerWorker = 50
/** Below this the model guesses which way up a page is. */
const leastCertainty = 0.5

export interface Recogniser {
  recognise(page: GrayImage): Promise<RecognisedPage>
  /** By how much the page must be turned clockwise to be upright; 0 when it shows too little text to tell. */
  findTurn(page: GrayImage): Promise<Turn>
  close(): Promise<void>
}

/** Recognises printed text; workers start when the first page comes, at most `parallel` of them. */
export function createRecogniser(parallel: number): Recogniser {
  const readers = createWorkerPool(parallel, pagesPerWorker, openReader)
  const orienters = createWorkerPool(1, pagesPerWorker, openOrienter)
  return {
    async recognise(page) {
      const { data } = await readers.use((worker) =>
        worker.recognize(toPgm(page), {}, { text: false, blocks: true }).catch(giveUp),
      )
      return toRecognisedPage(data)
    },
    async findTurn(page) {
      const { data } = await orienters.use((worker) => worker.detect(toPgm(page)).catch(giveUp))
      const certain = (data.orientation_confidence ?? 0) >= leastCertainty
      return certain ? ((data.orientation_degrees ?? 0) as Turn) : 0
    },
    async close() {
      await Promise.all([readers.close(), orienters.close()])
    },
  }
}

/** What goes wrong with a page is the page's fault; a worker that does not start is not. */
function giveUp(): never {
  throw notRecognised()
}

/** Without an error handler, a page that cannot be read would end the process. */
const offline = { cacheMethod: 'none', errorHandler: () => undefined }

async function openReader(): Promise<Worker> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    ...offline,
    langPath: languageFolders.eng,
  })
  // Lines of varying size, which keeps table rows whole. Without the resolution, ruled tables are lost.
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_COLUMN, user_defined_dpi: '300' })
  return worker
}

async function openOrienter(): Promise<Worker> {
  const model = { legacyCore: true, legacyLang: true, langPath: languageFolders.osd }
  const worker = await createWorker('osd', OEM.TESSERACT_ONLY, { ...offline, ...model })
  await worker.setParameters({ user_defined_dpi: '300' })
  return worker
}
