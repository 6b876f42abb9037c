import { text } from 'node:stream/consumers'
import { isCancel, password } from '@clack/prompts'

/** Asked for without echo at a terminal, else the first line of standard input. Never an argument: those are listed. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? ''
  const typed = await password({ message: 'Password (at least 15 characters)' })
  if (isCancel(typed)) process.exit(130)
  return typed
}
