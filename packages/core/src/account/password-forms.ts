/** The password as somebody who tries common ones would find it: in small letters, without padding, and what it repeats. */
export function toPasswordForms(password: string): string[] {
  const whole = fold(password)
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const letters = whole.replace(/[^\p{L}]/gu, '')
  const forms = [whole, bare, letters].filter((form) => [...form].length >= 4)
  return [...new Set(forms.flatMap((form) => [form, toUnit(form)]))]
}

/** What is written about oneself everywhere, in the same forms. */
export function toOwnForms(owner: {
  username: string
  email: string
  firstName: string
  lastName: string
}): string[] {
  const { username, email, firstName, lastName } = owner
  const [mailbox = ''] = email.split('@')
  const words = [
    username,
    email,
    mailbox,
    firstName,
    lastName,
    firstName + lastName,
    lastName + firstName,
    'personalhealthrecord',
    'personalhealthrecordmanager',
  ]
  return words.flatMap((word) => toPasswordForms(word))
}

/** Few different characters, or a run such as `123456789012345` or `abcdefghijklmno`. */
export function isPattern(password: string): boolean {
  const characters = [...fold(password)]
  return new Set(characters).size < 5 || isRun(characters)
}

function isRun(characters: string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - codes[index]!)
  // From 9 to 0 and from 0 to 9, too.
  const even = steps.filter((step) => Math.abs(step) === 1 || Math.abs(step) === 9)
  return even.length >= steps.length * 0.9
}

/** `abcabc` is `abc` twice. */
function toUnit(text: string): string {
  return /^(.+?)\1+$/su.exec(text)?.[1] ?? text
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
