import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { signIn } from './steps.ts'

const password = 'four words in a row'
let application: Application
let browser: Browser
let owner: Account
let other: Account
let ownerPage: WatchedPage
let otherPage: WatchedPage

interface Account {
  email: string
  token: string
}

beforeAll(async () => {
  application = await startApplication()
  browser = await openBrowser()
  owner = await register('Petra')
  other = await register('Gerda')
  ownerPage = await openPage(browser, application.address)
  otherPage = await openPage(browser, application.address, {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
  })
  await signIn(ownerPage.page, owner.email, password)
  await signIn(otherPage.page, other.email, password)
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

async function ask<Body>(path: string, body: object, token?: string): Promise<Body> {
  const response = await fetch(`${application.address}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Body
}

async function register(firstName: string): Promise<Account> {
  const email = `${firstName.toLowerCase()}@example.org`
  const { access_token: token } = await ask<{ access_token: string }>('/auth/register', {
    username: firstName.toLowerCase(),
    email,
    password,
    first_name: firstName,
    last_name: 'Prüfer',
  })
  return { email, token }
}

async function addChild(name: string): Promise<{ id: number; recordId: number }> {
  const person = { name, relationship: 'child', date_of_birth: '2019-03-04' }
  const member = await ask<{ id: number }>('/family', person, owner.token)
  const record = { date: '2024-01-15', chief_complaint: 'Ear ache', family_member_id: member.id }
  const { id: recordId } = await ask<{ id: number }>('/records', record, owner.token)
  return { id: member.id, recordId }
}

async function expectAccessible({ page }: WatchedPage): Promise<void> {
  await page.waitForTimeout(400)
  expect(await listViolations(page)).toEqual([])
  const isWider = await page.evaluate(
    () => document.documentElement.scrollWidth > window.innerWidth,
  )
  expect(isWider).toBe(false)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

test('a person is shared to look at, and no longer', async () => {
  const child = await addChild('Ben Prüfer')
  const { page } = ownerPage
  await page.goto(`/people/${child.id}`)
  await page.getByText(/^Child · /).waitFor()
  await page.getByText('Nobody else sees this person.').waitFor()
  await button(page, 'Share').click()
  await page.getByLabel('Email').fill(other.email)
  await expectAccessible(ownerPage)
  await button(page, 'Offer').click()
  await page.getByText('Has not answered yet').waitFor()
  await expectAccessible(ownerPage)

  const received = otherPage.page
  await received.goto('/')
  await received.getByText('Petra Prüfer wants to share Ben Prüfer with you').waitFor()
  await expectAccessible(otherPage)
  await button(received, 'Accept').click()
  await received.getByText('Shared by Petra Prüfer').waitFor()
  await received.getByText('You may look at everything here, and change nothing.').waitFor()
  await expectAccessible(otherPage)
  for (const name of ['Change', 'Add a record', 'Share', 'Delete this person'])
    expect(await button(received, name).count()).toBe(0)

  await received.goto(`/records/${child.recordId}`)
  await received.getByRole('heading', { name: 'Ear ache' }).waitFor()
  await received.locator('#record-documents').waitFor()
  await received.getByText('No documents.').waitFor()
  expect(await received.getByText('Drop a report here').count()).toBe(0)
  expect(await received.getByRole('link', { name: 'Edit' }).count()).toBe(0)
  expect(await button(received, /Delete/).count()).toBe(0)
  await expectAccessible(otherPage)

  await page.reload()
  await page.getByText('Gerda Prüfer').waitFor()
  await button(page, 'End it for Gerda Prüfer').click()
  await page.getByText('Nobody else sees this person.').waitFor()
  await received.goto(`/people/${child.id}`)
  await received.getByText('This person is not here').first().waitFor()
})

test('a person is handed over after a typed word, and becomes the account’s own', async () => {
  const child = await addChild('Lena Prüfer')
  const { page } = ownerPage
  await page.goto(`/people/${child.id}`)
  await button(page, 'Hand over to an account of their own').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Email').fill(other.email)
  const confirm = dialog.getByRole('button', { name: 'Hand over', exact: true })
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByLabel(/^Type/).fill('hand over')
  await expectAccessible(ownerPage)
  await confirm.click()
  await page.getByText('Hand-over, not answered yet').waitFor()

  const received = otherPage.page
  await received.goto('/')
  await received.getByText('Petra Prüfer wants to hand Lena Prüfer over to you').waitFor()
  await expectAccessible(otherPage)
  await button(received, 'Accept').click()
  await received.getByRole('heading', { name: 'Lena Prüfer' }).waitFor()
  await received.getByText('Your own person goes only together with your account.').waitFor()
  await page.goto(`/people/${child.id}`)
  await page.getByText('This person is not here').first().waitFor()
  expect([...ownerPage.faults, ...otherPage.faults]).toEqual([])
  expect([...ownerPage.foreign, ...otherPage.foreign]).toEqual([])
})
