import { accountsOf } from './sample-account.ts'
import { openSampleDatabase } from './sample-database.ts'
import { openServer } from './postgres-server.ts'
import { measureRounds, type Rounds } from './rounds.ts'
import { assertSameAnswers } from './same-answers.ts'
import { openLoad } from './load.process.ts'
import { openVariant, type VariantName } from './variant.process.ts'

export interface Extent {
  records: number
  seconds: number
  rounds: number
}

const smallRecords = 10_000

/** Makes both databases, starts each variant in a process of its own, measures in turn, and leaves nothing behind. */
export async function runRecords(extent: Extent, say: (text: string) => void): Promise<Rounds> {
  await using closing = new AsyncDisposableStack()
  const own = <Opened extends { close(): Promise<unknown> }>(opened: Opened): Opened =>
    closing.adopt(opened, async ({ close }) => void (await close()))

  const server = own(await openServer(say))
  const databaseOf = async (records: number) =>
    own(await openSampleDatabase(server.databaseUrl, accountsOf(records), say))
  const [large, small] = [await databaseOf(extent.records), await databaseOf(smallRecords)]

  const variant = async (name: VariantName, { databaseUrl, accounts }: typeof large) => ({
    ...own(await openVariant(name, databaseUrl)),
    accounts,
  })
  const variants = {
    phrm: await variant('phrm', large),
    stripped: await variant('stripped', large),
    baseline: await variant('baseline', large),
    small: await variant('phrm', small),
  }
  await assertSameAnswers([variants.phrm, variants.stripped, variants.baseline])
  return await measureRounds(own(await openLoad()), variants, extent, say)
}
