// The people at the door and those inside, in a process of its own. Ends with its parent.
import { toAccessToken, toPath } from './sample-account.ts'
import type { Answer, SignInRound, SignInTarget } from './sign-in-load.process.ts'

/** Questions a second of those who are inside. */
const apiRate = 50

process.once('disconnect', () => process.exit())
process.on('message', async (target: SignInTarget) => process.send!(await press(target)))

async function press(target: SignInTarget): Promise<SignInRound> {
  const [signIns, api] = await Promise.all([
    atRate(target.rate, target.seconds, () => signIn(target)),
    atRate(apiRate, target.seconds, () => ask(target)),
  ])
  return { signIns, api }
}

/** Begins one after the other at that rate, and waits for the answers of all. */
async function atRate(
  rate: number,
  seconds: number,
  send: () => Promise<Response>,
): Promise<Answer[]> {
  const answers: Promise<Answer>[] = []
  const began = performance.now()
  for (let sent = 0; sent < rate * seconds; sent++) {
    const due = began + (sent * 1000) / rate
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    answers.push(timed(send))
  }
  return Promise.all(answers)
}

async function timed(send: () => Promise<Response>): Promise<Answer> {
  const began = performance.now()
  const response = await send()
  await response.arrayBuffer()
  return { milliseconds: performance.now() - began, status: response.status }
}

function signIn({ port, accounts, password }: SignInTarget): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `user${draw(accounts)}@example.org`, password }),
  })
}

function ask({ port, accounts, signingSecret }: SignInTarget): Promise<Response> {
  const account = draw(accounts)
  return fetch(`http://127.0.0.1:${port}${toPath(account)}`, {
    headers: { authorization: `Bearer ${toAccessToken(account, signingSecret)}` },
  })
}

function draw(accounts: number): number {
  return 1 + Math.floor(Math.random() * accounts)
}
