import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { addRecord, expectRead, parent, register } from './steps.ts'

const screenshots = process.env['SCREENSHOTS']

let application: Application
let fresh: Application
let browser: Browser
let watched: WatchedPage
let archive: string

beforeAll(async () => {
  application = await startApplication()
  fresh = await startApplication()
  browser = await openBrowser()
  watched = await openPage(browser, application.address, { colorScheme: 'light' })
})

afterAll(async () => {
  await browser?.close()
  for (const each of [application, fresh]) {
    await each?.stop()
    await removeDataDir(each.dataDir)
  }
})

async function look(page: Page, name: string): Promise<void> {
  expect(await listViolations(page)).toEqual([])
  if (!screenshots) return
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const [size, width] of Object.entries({ wide: 1280, phone: 360 })) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({
        path: `${screenshots}/${name}-${scheme}-${size}.png`,
        fullPage: true,
      })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 850 })
}

test('an archive is made and downloaded', async () => {
  const { page } = watched
  await register(page, parent)
  const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('CRP 24 mg/L') }
  await addRecord(page, { person: 'Petra', about: 'Fever', files: [note] })
  await expectRead(page, 1)
  await page.goto('/settings/data')
  await page.getByRole('button', { name: 'Make an archive' }).click()
  const button = page.getByRole('button', { name: 'Download the archive' })
  await button.waitFor({ timeout: 30_000 })
  await look(page, 'data')
  const downloading = page.waitForEvent('download')
  await button.click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^phrm-\d{4}-\d\d-\d\d\.zip$/)
  archive = await download.path()
  expect((await readFile(archive)).subarray(0, 2).toString()).toBe('PK')
})

test('and comes back into a fresh one', async () => {
  const other = await openPage(browser, fresh.address)
  await register(other.page, { ...parent, firstName: 'Somebody' })
  await other.page.goto('/settings/data')
  await other.page.locator('input[type=file][accept*=zip]').setInputFiles(archive)
  await other.page.getByText('Brought in: 1 people, 1 records, 1 papers.').waitFor()
  await other.page.getByRole('button', { name: 'Show them' }).click()
  await other.page.getByRole('heading', { name: 'Hello, Petra' }).waitFor()
  await other.page.getByRole('link', { name: /Fever/ }).first().waitFor()
  expect(other.faults).toEqual([])
  await other.close()
})

test('who leaves is asked for a word, signed out, and may keep the account', async () => {
  const { page } = watched
  await page.goto('/settings/data')
  const button = page.getByRole('button', { name: 'Delete my account' })
  expect(await button.isDisabled()).toBe(true)
  await page.getByLabel('Type DELETE to confirm').fill('DELETE')
  await button.click()
  await page.getByText('Your account will be deleted').waitFor()

  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(parent.email)
  await page.getByLabel('Password', { exact: true }).fill(parent.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'This account is about to be deleted' }).waitFor()
  await page.getByText('Until then you can keep it.').waitFor()
  expect(await page.getByText('Fever').count()).toBe(0)
  await look(page, 'leaving')
  await page.goto('/records')
  await page.getByRole('heading', { name: 'This account is about to be deleted' }).waitFor()

  await page.getByRole('button', { name: 'Keep my account' }).click()
  await page.getByRole('heading', { name: 'Hello, Petra' }).waitFor()
  await page.getByRole('link', { name: /Fever/ }).first().waitFor()
  expect(watched.faults).toEqual([])
  expect(watched.foreign).toEqual([])
})
