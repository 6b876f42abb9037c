import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { addRecord, expectRead, parent, register, searchFor } from './steps.ts'

/** A folder `shared/samples/rendered` beside the repository, when somebody has it. */
const samples = findSamples(import.meta.dirname)

const papers = [
  { path: 'pdf/lab_grid.pdf', mimeType: 'application/pdf', word: 'Ferritin' },
  { path: 'img/discharge.badscan.jpg', mimeType: 'image/jpeg', word: 'discharge' },
  { path: 'img/lab_plain.phone.jpg', mimeType: 'image/jpeg', word: 'Creatinine' },
]

describe.skipIf(samples === undefined)('papers that were not made by the project', () => {
  let application: Application
  let browser: Browser
  let watched: WatchedPage

  beforeAll(async () => {
    application = await startApplication()
    browser = await openBrowser()
    watched = await openPage(browser, application.address)
  })

  afterAll(async () => {
    await browser?.close()
    await application?.stop()
    await removeDataDir(application.dataDir)
  })

  test('a PDF, a bad scan and a photo are read and a word of each is found', async () => {
    const { page } = watched
    await register(page, parent)
    const files = papers.map(({ path, mimeType }) => ({
      name: basename(path),
      mimeType,
      buffer: readFileSync(join(samples ?? '', path)),
    }))
    const person = `${parent.firstName} ${parent.lastName}`
    await addRecord(page, { person, about: 'Papers of others', files })
    await expectRead(page, files.length)
    for (const { path, word } of papers) {
      await searchFor(page, word)
      await page
        .getByRole('link', { name: basename(path) })
        .first()
        .waitFor()
    }
    expect(watched.foreign).toEqual([])
  })
})

function findSamples(folder: string): string | undefined {
  const here = join(folder, 'shared', 'samples', 'rendered')
  if (existsSync(here)) return here
  return dirname(folder) === folder ? undefined : findSamples(dirname(folder))
}
