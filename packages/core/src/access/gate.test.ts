import { expect, test, vi } from 'vitest'
import type { MemberAccess, Role } from './access.ts'
import { openGate } from './gate.ts'

const now = () => new Date('2026-01-15T12:00:00Z')

function gateOf(...accesses: MemberAccess[]) {
  const list = vi.fn(async () => accesses)
  return { gate: openGate({ list }, 7, now), list }
}

async function outcome(required: Promise<void>): Promise<string> {
  return required.then(
    () => 'passes',
    (error: { code: string }) => error.code,
  )
}

async function outcomes(role: Role) {
  const { gate } = gateOf({ familyMemberId: 1, role })
  return [
    await outcome(gate.requireReader(1)),
    await outcome(gate.requireEditor(1)),
    await outcome(gate.requireOwner(1)),
  ]
}

test.each([
  ['viewer', ['passes', 'forbidden', 'forbidden']],
  ['editor', ['passes', 'passes', 'forbidden']],
  ['owner', ['passes', 'passes', 'passes']],
] as const)('a %s reads, writes, decides: %j', async (role, expected) => {
  expect(await outcomes(role)).toEqual(expected)
})

test('who is not named is not there', async () => {
  const { gate } = gateOf({ familyMemberId: 1, role: 'owner' })
  for (const required of [gate.requireReader(2), gate.requireEditor(2), gate.requireOwner(2)])
    expect(await outcome(required)).toBe('not-found')
  expect([...(await gate.readable())]).toEqual([1])
})

test('an end that has come, to the moment, takes everything', async () => {
  const { gate } = gateOf(
    { familyMemberId: 1, role: 'editor', validUntil: now() },
    { familyMemberId: 2, role: 'editor', validUntil: new Date(now().getTime() + 1) },
  )
  expect([...(await gate.readable())]).toEqual([2])
  expect(await outcome(gate.requireReader(1))).toBe('not-found')
})

test('asks once for the account itself, and again after a person came', async () => {
  const { gate, list } = gateOf({ familyMemberId: 1, role: 'owner' })
  await Promise.all([gate.requireReader(1), gate.readable(), gate.requireOwner(1)])
  expect(list.mock.calls).toEqual([[7]])
  gate.forget()
  await gate.readable()
  expect(list).toHaveBeenCalledTimes(2)
})
