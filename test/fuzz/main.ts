// npm run fuzz -- [--requests 20000] [--seed N] [--only OPERATION] [--json]
//
// Sends made-up requests to every route of the real application: such as its schemas allow, such with one fault, and such
// without any sense, as nobody, as two accounts, an administrator and programs. Ends with one line of JSON; fails when
// anything was answered with 5xx, or otherwise than the description says.
import { parseArgs } from 'node:util'
import { openPhrmUnderTest } from '../security/support/phrm-under-test.ts'
import { fuzz } from './fuzz.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const requests = Number(values.requests)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (!Number.isInteger(requests) || requests < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run fuzz -- [--requests N] [--seed N] [--only OPERATION] [--json]')
  process.exit(2)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const say = (text: string): void => {
  if (!values.json) console.log(`[${Math.round(process.uptime())} s] ${text}`)
}
const house = await openPhrmUnderTest()
try {
  say(`seed ${seed}`)
  const { faults, ...report } = await fuzz(house, { requests, seed, only: values.only, say })
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) console.error(`seed ${seed}`)
  console.log(JSON.stringify(report))
  process.exitCode = report.serverErrors + report.schemaViolations > 0 ? 1 : 0
} finally {
  await house.close()
}
