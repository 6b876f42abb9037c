import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage } from '../support/browser.ts'
import { signIn } from './steps.ts'

let application: Application
let browser: Browser

beforeAll(async () => {
  application = await startApplication({ args: ['--demo'] })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

const demo = { email: 'nora@example.org', password: 'a sample family to look around' }
const doors = ['/sign-in', '/forgot', '/reset', '/confirm-email', '/register', '/nowhere']
const rooms = [
  '/',
  '/people',
  '/people/2',
  '/records',
  '/records/1',
  '/records/1/edit',
  '/records/new',
  '/documents',
  '/documents/1',
  '/search',
  '/ask',
  '/settings',
  '/settings/sign-in',
  '/settings/notifications',
  '/settings/ai',
  '/settings/programs',
  '/settings/activity',
  '/settings/data',
  '/admin',
  '/admin/accounts',
  '/admin/registration',
  '/admin/jobs',
  '/admin/events',
]

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each([
    ['desktop', { width: 1280, height: 850 }],
    ['phone', { width: 360, height: 740 }],
  ])('axe finds nothing on any page, %s', async (_name, viewport) => {
    const watched = await openPage(browser, application.address, { colorScheme, viewport })
    const found: Record<string, string[]> = {}
    const look = async (path: string): Promise<void> => {
      await watched.page.goto(path)
      await watched.page.getByRole('heading', { level: 1 }).first().waitFor()
      await settle(watched.page)
      const violations = await listViolations(watched.page)
      if (await isWiderThanScreen(watched.page)) violations.push('wider than the screen')
      if (await isOutOfSight(watched.page)) violations.push('the current place is out of sight')
      if (violations.length > 0) found[path] = violations
    }
    for (const path of doors) await look(path)
    await signIn(watched.page, demo.email, demo.password)
    for (const path of rooms) await look(path)
    expect(found).toEqual({})
    expect(watched.foreign).toEqual([])
    await watched.close()
  })
})

/** Until the page has stayed as it is for half a second; streams of progress never let the network rest. */
async function settle(page: Page): Promise<void> {
  let before = ''
  for (let tries = 0; tries < 10; tries++) {
    const now = await page.evaluate(() => document.body.innerText)
    if (now === before) return
    before = now
    await page.waitForTimeout(500)
  }
}

/** The page one is on, among the pages of the settings and of the administration, which phones push sideways. */
function isOutOfSight(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const place = document.querySelector('main nav [aria-current="page"]')?.getBoundingClientRect()
    return !!place && (place.left < 0 || place.right > window.innerWidth)
  })
}

function isWiderThanScreen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
