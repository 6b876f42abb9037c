import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { startMailServer, type MailServer } from '@phrm/adapter-mail/testing'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { parent, register, signIn } from './steps.ts'

let application: Application
let browser: Browser
let mails: MailServer
let watched: WatchedPage
let page: Page

beforeAll(async () => {
  mails = await startMailServer()
  application = await startApplication({
    environment: {
      MAIL_SERVER: '127.0.0.1',
      MAIL_PORT: String(mails.port),
      MAIL_USE_TLS: 'false',
      MAIL_DEFAULT_SENDER: 'phrm@example.org',
    },
  })
  browser = await openBrowser()
  watched = await openPage(browser, application.address, {
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
  })
  page = watched.page
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
  await mails?.close()
})

/** The link of the newest mail with this subject. */
async function waitForLink(subject: string): Promise<string> {
  const mail = await vi.waitFor(
    () => {
      const found = mails.received.findLast(({ parsed }) => parsed.subject === subject)
      if (!found) throw new Error(`No mail: ${subject}`)
      return found
    },
    { timeout: 20_000, interval: 200 },
  )
  const link = /https?:\S+/.exec(mail.parsed.text ?? '')?.[0] ?? ''
  // On the port that was free, though none was named.
  expect(new URL(link).port).toBe(new URL(application.address).port)
  return link.replace(new URL(link).origin, application.address)
}

/** Contrast and names are looked at while the page shows what it shows. */
async function look(): Promise<void> {
  expect(await listViolations(page)).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
}

const newPassword = 'eleven herons above the weir'

describe('on a phone, in the dark', () => {
  test('a follow-up with a date is on the first page', async () => {
    await register(page, parent)
    await page.goto('/records/new')
    await page.getByLabel('Date', { exact: true }).fill('2026-01-15')
    await page.getByLabel('What was it about?').fill('Cough')
    await page.getByRole('button', { name: 'More details' }).click()
    await page.getByLabel('What comes next').fill('Blood test again')
    await page.getByLabel('When that is due').fill('2026-01-29')
    await page.getByRole('button', { name: 'Save the record' }).click()
    await page.getByRole('heading', { name: 'Cough' }).waitFor()
    await page.goto('/')
    const link = page.getByRole('link', { name: /Blood test again/ })
    await link.getByText('Overdue').waitFor()
    await look()
    await link.click()
    await page.getByText('When that is due').waitFor()
    await look()
  })

  test('mail is chosen, tried, and the address confirmed', async () => {
    await page.goto('/settings/notifications')
    await page.getByRole('button', { name: 'Send me a mail to try' }).click()
    await waitForLink('Mail from PHRM works')
    await page.getByLabel('Say whom and what it is about').click()
    await expect.poll(() => page.getByLabel('Say whom and what').isChecked()).toBe(true)
    await look()
    await page.getByRole('button', { name: 'Send me a link to confirm it' }).click()
    await page.goto(await waitForLink('Confirm your e-mail address'))
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await page.getByRole('heading', { name: 'The address is confirmed' }).waitFor()
    await look()
    await page.goto('/settings/notifications')
    await page.getByText('Confirmed', { exact: true }).waitFor()
  })

  test('a forgotten password is set anew by the link of a letter', async () => {
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('Email').fill(parent.email)
    await look()
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByText('a mail with a link is on its way').waitFor()
    const link = await waitForLink('Set a new password')
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill(newPassword)
    expect(page.url()).toMatch(/\/reset$/)
    await look()
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'The new password is set' }).waitFor()
    await look()
    await signIn(page, parent.email, newPassword)
    await waitForLink('A new password was set')
    await page.context().clearCookies()
    await page.goto('/')
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill('another one of fifteen')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
    expect(watched.faults.filter((fault) => !fault.includes('40'))).toEqual([])
    expect(watched.foreign).toEqual([])
  })
})
