import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { parent, register, signIn } from './steps.ts'

let application: Application
let browser: Browser
let desk: WatchedPage
let phone: WatchedPage

beforeAll(async () => {
  application = await startApplication()
  browser = await openBrowser()
  desk = await openPage(browser, application.address)
  phone = await openPage(browser, application.address, {
    viewport: { width: 360, height: 780 },
    colorScheme: 'dark',
    userAgent:
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
  })
  await register(desk.page, parent)
  await signIn(phone.page, parent.email, parent.password)
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

test('the page of signing in is there for everyone, light and dark, wide and narrow', async () => {
  for (const { page } of [desk, phone]) {
    await page.goto('/settings/sign-in')
    await page.getByText('This device').waitFor()
    expect(await listViolations(page)).toEqual([])
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(wide).toBe(false)
    if (process.env.PHRM_LOOK)
      await page.screenshot({
        path: `${process.env.PHRM_LOOK}/${page === desk.page ? 'desk' : 'phone'}.png`,
        fullPage: true,
      })
  }
})

test('a device that is signed out from another one has to sign in again', async () => {
  const { page } = desk
  await page.goto('/settings/sign-in')
  const row = page.getByRole('listitem').filter({ hasText: 'Chrome on Android' })
  await row.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await row.waitFor({ state: 'detached' })
  await phone.page.getByRole('link', { name: 'Records' }).first().click()
  await phone.page.getByRole('dialog', { name: 'Sign in again' }).waitFor()
})

test('what wants a proof asks for the password, and goes on with it', async () => {
  const { page } = desk
  await page.goto('/settings/sign-in')
  let refused = 0
  await page.route('**/api/v1/auth/sessions/end-others', async (route) => {
    if (refused++ > 0) return route.continue()
    const problem = { type: 'about:blank', title: 'Forbidden', status: 403 }
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ ...problem, code: 'reauth-required', detail: 'x', request_id: 'x' }),
    })
  })
  await signIn(phone.page, parent.email, parent.password)
  await page.reload()
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it still you?' })
  await dialog.waitFor()
  expect(await listViolations(page)).toEqual([])
  if (process.env.PHRM_LOOK) await page.screenshot({ path: `${process.env.PHRM_LOOK}/proof.png` })
  await dialog.getByLabel('Password', { exact: true }).fill('not this one')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByText('This is not your password.').waitFor()
  await dialog.getByLabel('Password', { exact: true }).fill(parent.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Chrome on Android').waitFor({ state: 'detached' })
  expect(refused).toBe(2)
  expect(desk.faults).toEqual([])
  expect(desk.foreign).toEqual([])
})
