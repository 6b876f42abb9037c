import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { addMember, parent, register } from './steps.ts'

let application: Application
let browser: Browser
let own: WatchedPage

beforeAll(async () => {
  application = await startApplication()
  browser = await openBrowser()
  own = await openPage(browser, application.address)
  await register(own.page, parent)
  await addMember(own.page, 'Ben')
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

/** In both colour schemes, on a wide page and on a small phone: nothing beside the page, nothing that axe finds. */
async function check(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1200, 360]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      const label = `${name} ${colorScheme} ${width}`
      expect(await listViolations(page), label).toEqual([])
      const beside = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(beside, label).toBe(0)
      const folder = process.env['PHRM_SCREENSHOTS']
      if (folder) await page.screenshot({ path: `${folder}/${label}.png`, fullPage: true })
    }
  }
}

test('who looked at a person is told on the person’s page', async () => {
  const { page } = own
  await page.goto('/people')
  await page.getByRole('link', { name: 'Ben' }).first().click()
  await page.getByRole('button', { name: 'Show who looked' }).click()
  const list = page.getByRole('list', { name: 'Who looked' })
  await list.getByText('added the person').waitFor()
  expect(await list.getByRole('listitem').first().innerText()).toMatch(/^You\s+looked/)
  await check(page, 'who looked')
  expect(own.faults).toEqual([])
})

test('what happened to the account is told in the settings', async () => {
  const { page } = own
  await page.goto('/settings/activity')
  await page.getByText('Account made').waitFor()
  await page.getByText('Session began').first().waitFor()
  await check(page, 'activity')
  expect(own.faults).toEqual([])
})
