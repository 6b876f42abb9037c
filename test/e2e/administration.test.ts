import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { parent, register, type Person } from './steps.ts'

let application: Application
let browser: Browser
let admin: WatchedPage

beforeAll(async () => {
  application = await startApplication({ environment: { PHRM_REGISTRATION: '' } })
  browser = await openBrowser()
  admin = await openPage(browser, application.address)
  await register(admin.page, parent)
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

const invited: Person = {
  firstName: 'Karl',
  lastName: 'Kunde',
  username: 'karl',
  email: 'karl@example.org',
  password: 'five words in a row',
}

/** The link names the port that was configured; this one was free. */
async function readLink(): Promise<string> {
  const link = new URL(await admin.page.getByTestId('link').innerText())
  return `${application.address}${link.pathname}${link.hash}`
}

test('nobody comes in but whom the administrator invites, and that one only as long as they may', async () => {
  const stranger = await openPage(browser, application.address)
  await stranger.page.goto('/register')
  await stranger.page.getByRole('heading', { name: 'No new accounts here' }).waitFor()

  await admin.page.goto('/admin/registration')
  await admin.page.getByRole('radio', { name: 'Who is invited' }).click()
  await admin.page.getByLabel('Email').fill(invited.email)
  await admin.page.getByRole('button', { name: 'Invite', exact: true }).click()
  const link = await readLink()

  await stranger.page.goto(link)
  await stranger.page.getByRole('heading', { name: 'You are invited' }).waitFor()
  expect(stranger.page.url()).not.toContain('invite')
  expect(await stranger.page.getByLabel('Email').inputValue()).toBe(invited.email)
  await stranger.page.getByLabel('First name').fill(invited.firstName)
  await stranger.page.getByLabel('Last name').fill(invited.lastName)
  await stranger.page.getByLabel('User name').fill(invited.username)
  await stranger.page.getByLabel('Password', { exact: true }).fill(invited.password)
  await stranger.page.getByRole('button', { name: 'Create' }).click()
  await stranger.page.getByRole('heading', { name: `Hello, ${invited.firstName}` }).waitFor()
  await stranger.page.goto('/admin/accounts')
  await stranger.page.getByRole('heading', { name: `Hello, ${invited.firstName}` }).waitFor()

  await admin.page.goto('/admin/accounts')
  await admin.page.getByRole('button', { name: /What to do with Karl/ }).click()
  await admin.page.getByRole('menuitem', { name: 'Close the account' }).click()
  await admin.page.getByRole('button', { name: 'Close the account' }).click()
  await admin.page.getByText('Closed', { exact: true }).waitFor()
  await stranger.page.goto('/records')
  await stranger.page.getByRole('heading', { name: 'Welcome back' }).waitFor()

  await admin.page.goto('/admin/events')
  await admin.page.getByText('An administrator acted').first().waitFor()
  expect([...admin.faults, ...stranger.faults]).toEqual([])
  await stranger.close()
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('every page of administration passes axe and fits, %s at %i', async (scheme, width) => {
  const { page } = admin
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize({ width, height: 800 })
  const found: Record<string, string[]> = {}
  for (const place of ['', '/accounts', '/registration', '/jobs', '/events']) {
    await page.goto(`/admin${place}`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await page.waitForTimeout(500)
    const violations = await listViolations(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) violations.push(`wider than the screen by ${wide}`)
    if (violations.length > 0) found[place] = violations
    const folder = process.env['PHRM_SCREENSHOTS']
    if (folder) {
      const name = `admin${place.replace('/', '-')}-${scheme}-${width}.png`
      await page.screenshot({ path: `${folder}/${name}`, fullPage: true })
    }
  }
  expect(found).toEqual({})
})
