// npm run bench -- records [--records 1000000] [--seconds 5] [--rounds 5] [--json]
//
// How much of a bare handler's speed is left when the whole application answers: a list of 20 records with person and
// documents, out of many records on PostgreSQL, over HTTP on loopback. With --json the last line is one JSON object.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { toReport, toTable } from './report.ts'
import { runRecords } from './records.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
})
const [records, seconds, rounds] = [values.records, values.seconds, values.rounds].map(Number)
const sane = [records, seconds, rounds].every((number) => Number.isInteger(number) && number! > 0)
if (positionals.join() !== 'records' || !sane || records! < 10_000) {
  console.error(
    'usage: npm run bench -- records [--records N ≥ 10000] [--seconds N] [--rounds N] [--json]',
  )
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
const say = (text: string): void => console.log(`[${Math.round(process.uptime())} s] ${text}`)
const result = await runRecords({ records: records!, seconds: seconds!, rounds: rounds! }, say)
console.log(toTable(result))
say(`load average of the last minute: ${loadavg()[0]!.toFixed(1)}`)
if (values.json) console.log(JSON.stringify(toReport(result)))
