import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import type { PhrmUnderTest } from '../security/support/phrm-under-test.ts'
import { answerChecker } from './check-answer.ts'
import { openSenders, type Sender } from './clients.ts'
import { describe } from './description.ts'
import { knownIds } from './known-ids.ts'
import { planRequests, type Plan } from './requests.ts'
import { send, toRequest } from './send.ts'

export interface FuzzOptions {
  requests: number
  seed: number
  /** Name of the one operation that is asked for. */
  only?: string | undefined
  say: (text: string) => void
}

export interface FuzzReport {
  requests: number
  /** Answers of 5xx. */
  serverErrors: number
  /** Answers that the description does not allow. */
  schemaViolations: number
  /** One of each kind, with the request that led to it. */
  faults: string[]
}

/** Requests to one operation at a time, before the next one has its turn. */
const turn = 8
/** Requests under way at once. */
const atOnce = 4

export async function fuzz(house: PhrmUnderTest, options: FuzzOptions): Promise<FuzzReport> {
  const { requests, seed, only, say } = options
  await house.app.ready()
  const description = describe(house.app)
  const operations = description.operations.filter(
    ({ operationId }) => only === undefined || operationId === only,
  )
  if (operations.length === 0) throw new Error(`There is no operation ${only}.`)
  const ids = knownIds()
  const senders = await openSenders(house, ids)
  const check = answerChecker(description)
  const tally = tallyFaults()
  const plans = operations.map((operation) => planRequests(operation, description))

  let sent = 0
  for (let round = 0; sent < requests; round++) {
    const index = round % plans.length
    const numRuns = Math.min(turn, requests - sent)
    const batch = fc.sample(plans[index]!, { seed: seed + round, numRuns })
    for (let i = 0; i < batch.length; i += atOnce) {
      await Promise.all(batch.slice(i, i + atOnce).map(one))
    }
    sent += batch.length
    if (round % (plans.length * 10) === 0) say(`${sent} requests, ${tally.count()} faults`)
  }
  say(tally.toTable())
  return { requests: sent, ...tally.report() }

  async function one(plan: Plan): Promise<void> {
    const sender = senders.choose(plan.client)
    const response = await send(house.app, plan, sender, ids)
    if (!response) return
    const { statusCode: status, headers, body } = response
    const type = headers['content-type']
    const fault = check(plan.operation, { status, type: String(type ?? ''), body })
    tally.add(plan, sender, { status, fault, request: () => toRequest(plan, sender, ids) })
    await learn(plan, sender, response)
  }

  async function learn(plan: Plan, sender: Sender, response: LightMyRequestResponse) {
    if (!/json/.test(String(response.headers['content-type'] ?? ''))) return
    const body = JSON.parse(response.body) as { code?: string }
    if (response.statusCode < 300) ids.learnFrom(plan.operation.path, body)
    else if (body.code === 'unauthenticated' || body.code === 'deletion-pending')
      await sender.renew()
  }
}

function tallyFaults() {
  const faults = new Map<string, string>()
  const statuses = new Map<number, number>()
  let [serverErrors, schemaViolations] = [0, 0]

  return {
    add(
      { operation }: Plan,
      { kind }: Sender,
      answer: { status: number; fault: string | undefined; request: () => object },
    ): void {
      const { status, fault, request } = answer
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const isServerError = status >= 500
      if (isServerError) serverErrors++
      else if (fault !== undefined) schemaViolations++
      else return
      const what = `${operation.operationId}: ${isServerError ? `status ${status}` : fault}`
      if (!faults.has(what)) faults.set(what, `${what}\n  ${kind} ${withoutSecrets(request())}`)
    },
    count: () => serverErrors + schemaViolations,
    report: () => ({ serverErrors, schemaViolations, faults: [...faults.values()] }),
    toTable: () =>
      [...statuses]
        .sort(([a], [b]) => a - b)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', '),
  }
}

function withoutSecrets(request: object): string {
  return JSON.stringify(request, (name, value: unknown) =>
    name === 'authorization' || name === 'cookie' ? '…' : value,
  ).slice(0, 1000)
}
