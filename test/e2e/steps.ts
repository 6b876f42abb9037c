import { expect } from 'vitest'
import type { Page } from 'playwright-core'

export interface Person {
  firstName: string
  lastName: string
  username: string
  email: string
  password: string
}

export const parent: Person = {
  firstName: 'Petra',
  lastName: 'Prüfer',
  username: 'petra',
  email: 'petra@example.org',
  password: 'four words in a row',
}

/** From the first page to the home page of a new account. */
export async function register(page: Page, person: Person): Promise<void> {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Create the first account' }).waitFor()
  await page.getByLabel('First name').fill(person.firstName)
  await page.getByLabel('Last name').fill(person.lastName)
  await page.getByLabel('User name').fill(person.username)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: `Hello, ${person.firstName}` }).waitFor()
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: /^Hello/ }).waitFor()
}

export async function addMember(page: Page, name: string): Promise<void> {
  await page.goto('/people')
  await page.getByRole('button', { name: 'Add a person' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page
    .getByRole('button', { name: /^(Add|Save)/ })
    .last()
    .click()
  await page.getByRole('heading', { name }).or(page.getByText(name)).first().waitFor()
}

export interface NewFile {
  name: string
  mimeType: string
  buffer: Buffer
}

/** Writes a record with files and waits until each of them has been read. */
export async function addRecord(
  page: Page,
  { person, about, files }: { person: string; about: string; files: NewFile[] },
): Promise<void> {
  await page.goto('/records/new')
  await page.getByRole('group', { name: 'For whom' }).getByText(person).click()
  await page.getByLabel('What was it about?').fill(about)
  await page.locator('input[type=file][multiple]').first().setInputFiles(files)
  await page.getByRole('button', { name: 'Save the record' }).click()
  await page.getByRole('heading', { name: about }).waitFor()
  for (const { name } of files) await page.getByRole('link', { name }).waitFor()
}

export async function expectRead(page: Page, count: number): Promise<void> {
  await expect
    .poll(() => page.getByText('Read', { exact: true }).count(), { timeout: 180_000 })
    .toBe(count)
}

export async function searchFor(page: Page, words: string): Promise<void> {
  await page.goto('/search')
  await page.getByLabel('Search records and documents').fill(words)
}
