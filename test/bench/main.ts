// npm run bench -- records [--records 1000000] [--seconds 5] [--rounds 5] [--json]
// npm run bench -- sign-in [--rate 8] [--seconds 10] [--rounds 3] [--json]
//
// records: how much of a bare handler's speed is left when the whole application answers: a list of 20 records with
// person and documents, out of many records on PostgreSQL, over HTTP on loopback.
// sign-in: how long people wait at the door, and what those inside notice of it.
// With --json the last line is one JSON object.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { runRecords } from './records.ts'
import { toReport, toTable } from './report.ts'
import { runSignIns } from './sign-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: 'string', default: '1000000' },
    rate: { type: 'string', default: '8' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const benchmarks: Record<string, (say: (text: string) => void) => Promise<object>> = {
  records: async (say) => {
    const records = whole('records', values.records, 10_000)
    const result = await runRecords({ records, ...extent({ seconds: 5, rounds: 5 }) }, say)
    console.log(toTable(result))
    return toReport(result)
  },
  'sign-in': async (say) => {
    const rate = whole('rate', values.rate, 1)
    const report = await runSignIns({ rate, ...extent({ seconds: 10, rounds: 3 }) }, say)
    console.log(report)
    return report
  },
}

const run = benchmarks[positionals.join()] ?? usage()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const say = (text: string): void => console.log(`[${Math.round(process.uptime())} s] ${text}`)
const report = await run(say)
say(`load average of the last minute: ${loadavg()[0]!.toFixed(1)}`)
if (values.json) console.log(JSON.stringify(report))

function extent(byDefault: { seconds: number; rounds: number }) {
  return {
    seconds: whole('seconds', values.seconds ?? String(byDefault.seconds), 1),
    rounds: whole('rounds', values.rounds ?? String(byDefault.rounds), 1),
  }
}

function whole(name: string, text: string, least: number): number {
  const number = Number(text)
  return Number.isInteger(number) && number >= least
    ? number
    : usage(`--${name} is at least ${least}.`)
}

function usage(fault = ''): never {
  console.error(
    `${fault}\nusage: npm run bench -- records [--records N ≥ 10000] [--seconds N] [--rounds N] [--json]\n       npm run bench -- sign-in [--rate N] [--seconds N] [--rounds N] [--json]`,
  )
  process.exit(2)
}
