import { createPasswordHasher } from '@phrm/composition'
import pg from 'pg'
import { openServer } from './postgres-server.ts'
import { openSampleDatabase } from './sample-database.ts'
import { openSignInLoad, type SignInRound } from './sign-in-load.process.ts'
import { openVariant } from './variant.process.ts'

export const password = 'seven geese on a frozen pond'
const accounts = 500

export interface SignInExtent {
  /** Sign-ins a second. */
  rate: number
  seconds: number
  rounds: number
}

export interface SignInReport {
  signInsPerSecond: number
  signIn: Figures
  /** Requests of people who are signed in, while nobody signs in, and beside the sign-ins. */
  api: { alone: Figures; beside: Figures; p95Ratio: number }
  /** At five times the rate: what is too much is refused, and the others do not wait for it. */
  beyond: { rate: number; refused: number; answered: number; apiP95ms: number }
}

export interface Figures {
  p50ms: number
  p95ms: number
  failed: number
}

/** Sign-ins that come whether or not the ones before were answered, as people do, and a steady stream of questions. */
export async function runSignIns(
  extent: SignInExtent,
  say: (text: string) => void,
): Promise<SignInReport> {
  await using closing = new AsyncDisposableStack()
  const own = <Opened extends { close(): Promise<unknown> }>(opened: Opened): Opened =>
    closing.adopt(opened, async ({ close }) => void (await close()))

  const server = own(await openServer(say))
  const { databaseUrl } = own(await openSampleDatabase(server.databaseUrl, accounts, say))
  await givePasswords(databaseUrl)
  const serving = own(await openVariant('phrm', databaseUrl))
  const load = own(await openSignInLoad())
  const press = (rate: number, seconds = extent.seconds): Promise<SignInRound> =>
    load.press({ ...serving, accounts, password, rate, seconds })

  await press(extent.rate, 2)
  const alone: SignInRound[] = []
  const beside: SignInRound[] = []
  for (let round = 1; round <= extent.rounds; round++) {
    say(`round ${round}`)
    alone.push(await press(0))
    beside.push(await press(extent.rate))
  }
  const beyondRate = extent.rate * 5
  const beyond = await press(beyondRate)

  const api = {
    alone: toFigures(alone.flatMap((round) => round.api)),
    beside: toFigures(beside.flatMap((round) => round.api)),
  }
  return {
    signInsPerSecond: extent.rate,
    signIn: toFigures(beside.flatMap((round) => round.signIns)),
    api: { ...api, p95Ratio: rounded(api.beside.p95ms / api.alone.p95ms) },
    beyond: {
      rate: beyondRate,
      refused: beyond.signIns.filter(({ status }) => status === 503 || status === 429).length,
      answered: beyond.signIns.filter(({ status }) => status === 200).length,
      apiP95ms: toFigures(beyond.api).p95ms,
    },
  }
}

async function givePasswords(databaseUrl: string): Promise<void> {
  const hash = await createPasswordHasher().hash(password)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('update users set password_hash = $1', [hash]).finally(() => client.end())
}

function toFigures(answers: SignInRound['api']): Figures {
  const times = answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
  const at = (share: number): number => rounded(times[Math.floor(times.length * share)] ?? NaN)
  return {
    p50ms: at(0.5),
    p95ms: at(0.95),
    failed: answers.filter(({ status }) => status !== 200).length,
  }
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100
}
