import { createServer, type AddressInfo } from 'node:net'
import { toCode } from '@phrm/adapter-factors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { listViolations } from '../support/accessibility.ts'
import { removeDataDir, startApplication, type Application } from '../support/application.ts'
import { openBrowser, openPage, type WatchedPage } from '../support/browser.ts'
import { parent, register } from './steps.ts'

let application: Application
let browser: Browser
let watched: WatchedPage
let secret = ''
let codes: string[] = []

beforeAll(async () => {
  // A passkey belongs to one address, which the server has to know before it listens.
  const port = await findFreePort()
  application = await startApplication({ environment: { PORT: String(port) } })
  browser = await openBrowser()
  watched = await openPage(browser, `http://localhost:${port}`)
  await addVirtualDevice(watched.page)
  await register(watched.page, parent)
})

afterAll(async () => {
  await browser?.close()
  await application?.stop()
  await removeDataDir(application.dataDir)
})

function findFreePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** A device with a finger that is always there, over Chromium’s debugging protocol. */
async function addVirtualDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/settings')
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
}

async function givePassword(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(parent.email)
  await page.getByLabel('Password', { exact: true }).fill(parent.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
}

const hello = (page: Page) => page.getByRole('heading', { name: /^Hello/ }).waitFor()

test('an authenticator app is set up, and its codes are kept', async () => {
  const { page } = watched
  await page.goto('/settings/sign-in')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await page.getByRole('img', { name: /^QR picture/ }).waitFor()
  secret = (await page.getByTestId('app-key').innerText()).replaceAll(' ', '')
  await page.getByLabel('Code that the app shows now').fill('000000')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('This is not the code that the app shows now.').waitFor()
  await page.getByLabel('Code that the app shows now').fill(toCode(secret, new Date()))
  await page.getByRole('button', { name: 'Switch on' }).click()
  const list = page.getByTestId('recovery-codes').getByRole('listitem')
  await list.first().waitFor()
  codes = await list.allInnerTexts()
  expect(codes).toHaveLength(10)
  expect(await listViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 are left.').waitFor()
})

test('the password and the app’s code sign in', async () => {
  const { page } = watched
  await signOut(page)
  await givePassword(page)
  expect(await listViolations(page)).toEqual([])
  const code = page.getByLabel('Code of the authenticator app')
  await code.fill('000000')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText(/This code is wrong/).waitFor()
  // That of this half minute may have been used to set the app up.
  await code.fill(toCode(secret, new Date(Date.now() + 30_000)))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await hello(page)
})

test('the password and a recovery code sign in, once', async () => {
  const { page } = watched
  const [recovery = ''] = codes
  await signOut(page)
  await givePassword(page)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recovery)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await hello(page)
  await signOut(page)
  await givePassword(page)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(recovery)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText(/This code is wrong/).waitFor()
  await page.getByLabel('Recovery code').fill(codes[1] ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await hello(page)
})

test('a passkey is added, and signs in with nothing typed', async () => {
  const { page } = watched
  await page.goto('/settings/sign-in')
  await page.getByText('8 are left.').waitFor()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('This is needed.').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('Petra’s phone')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('Never used').waitFor()
  await page.getByLabel('Name', { exact: true }).fill('The same device')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('This device has a passkey for your account already.').waitFor()
  await signOut(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await hello(page)
})

test('the dialog before what cannot be undone takes a passkey or a code, and the request goes on', async () => {
  const { page } = watched
  await page.goto('/settings/sign-in')
  // As the server answers when the last proof is older than 15 minutes.
  await page.route('**/api/v1/auth/passkeys/*', (route) => route.fulfill(reauthRequired), {
    times: 1,
  })
  await page.getByRole('button', { name: 'Remove Petra’s phone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('No passkeys yet').waitFor()

  await page.route('**/api/v1/auth/totp', (route) => route.fulfill(reauthRequired), { times: 1 })
  await page.getByRole('button', { name: 'Remove the app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the app' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(parent.password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Not set up').waitFor()
})

const reauthRequired = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    status: 403,
    code: 'reauth-required',
    detail: 'Please show it once more.',
  }),
}

test('nothing left the origin, no rule of the policy was broken, and the browser keeps no secret', async () => {
  expect(watched.foreign).toEqual([])
  expect(watched.faults).toEqual([])
  const kept = await watched.page.evaluate(() =>
    JSON.stringify({ ...localStorage, ...sessionStorage }),
  )
  expect(kept).not.toContain(secret)
  for (const code of codes) expect(kept).not.toContain(code)
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('axe finds nothing on the pages, %s, %i wide', async (colorScheme, width) => {
  const { page } = watched
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: 800 })
  await page.goto('/settings/sign-in')
  await page.getByRole('button', { name: 'Set up an app' }).click()
  await page.getByRole('img', { name: /^QR picture/ }).waitFor()
  expect(await listViolations(page)).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide).toBe(false)
  if (process.env.PHRM_SHOTS) {
    await page.screenshot({
      path: `${process.env.PHRM_SHOTS}/factors-${colorScheme}-${width}.png`,
      fullPage: true,
    })
  }
})
