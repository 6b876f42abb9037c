import { photographedPrescription, scannedLabReport, textLabReport } from '@phrm/sample-family'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import {
  addMember,
  addRecord,
  expectRead,
  parent,
  register,
  searchFor,
  type NewFile,
} from './steps.ts'

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

const child = 'Mina Prüfer'
const documents = [
  { made: textLabReport(), name: 'text.pdf', mimeType: 'application/pdf' },
  { made: scannedLabReport(), name: 'scan.pdf', mimeType: 'application/pdf' },
  { made: photographedPrescription(), name: 'photo.jpg', mimeType: 'image/jpeg' },
]

test('from the first page to an answer that opens its page', async () => {
  const { page } = watched
  await register(page, parent)
  await addMember(page, child)
  const files: NewFile[] = []
  for (const { made, name, mimeType } of documents) {
    files.push({ name, mimeType, buffer: Buffer.from(await made.bytes()) })
  }
  await addRecord(page, { person: child, about: 'Tired for weeks; blood taken', files })
  await expectRead(page, files.length)

  for (const { made, name } of documents) {
    for (const word of made.words.slice(0, 2)) {
      await searchFor(page, word)
      await page.getByRole('link', { name }).first().waitFor()
    }
  }

  await page.goto('/ask')
  await page.getByLabel('About').or(page.getByText(child)).first().waitFor()
  await chooseChild()
  await page.getByLabel('Your question').fill('What was the ferritin?')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('No language model').first().waitFor()
  await openCitation()
})

async function chooseChild(): Promise<void> {
  const { page } = watched
  const about = page.getByLabel('About').first()
  await about.click()
  await page.getByRole('option', { name: child }).click()
}

/** The chip of a document page shows that page beside the answer, with the passage marked; one click opens it. */
async function openCitation(): Promise<void> {
  const { page } = watched
  await page
    .getByRole('button', { name: /^Source D\d/ })
    .first()
    .click()
  const open = page.getByRole('link', { name: 'Open the page' })
  await open.waitFor()
  await open.click()
  await page.waitForURL(/\/documents\/\d+/)
  await page
    .getByText(/ferritin/i)
    .first()
    .waitFor()
  await expect.poll(() => page.locator('mark').count()).toBeGreaterThan(0)
}

test('SE-13 no request left the origin, no script failed and no rule of the policy was broken', () => {
  expect(watched.foreign).toEqual([])
  expect(watched.faults).toEqual([])
})

test('SE-16 the browser keeps no token and no health text, and nothing of a person after signing out', async () => {
  const { page } = watched
  const privately = /eyJ|ferritin|tired for weeks|Mina|Prüfer|petra|refresh|phrm_/i
  expect(await kept(page)).not.toMatch(privately)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out' }).last().click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
  const { session, ...rest } = JSON.parse(await kept(page)) as { session: Record<string, string> }
  expect(rest).toEqual({ local: {}, databases: [], caches: [], cookies: '' })
  // Of the places that one has been to, none is left.
  expect({ 'vue-router:scroll': '{}', ...session }).toEqual({ 'vue-router:scroll': '{}' })
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name }) => name)).not.toContain('__Secure-phrm_refresh')
})

/** Everything that a script of the page can find in the browser. */
function kept(page: Page): Promise<string> {
  return page.evaluate(async () =>
    JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: 'caches' in globalThis ? await caches.keys() : [],
      cookies: document.cookie,
    }),
  )
}
