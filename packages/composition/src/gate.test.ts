import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const refuse = (): never => {
  throw new Error('full')
}

test('never more than allowed at once, first come first served', async () => {
  const gate = createGate(2, 10, refuse)
  let running = 0
  let most = 0
  const order: number[] = []
  await Promise.all(
    [0, 1, 2, 3, 4].map((number) =>
      gate(async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 5))
        order.push(number)
        running -= 1
      }),
    ),
  )
  expect(most).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4])
})

test('work that fails makes room like any other', async () => {
  const gate = createGate(1, 0, refuse)
  await expect(gate(() => Promise.reject(new Error('work')))).rejects.toThrow('work')
  expect(await gate(async () => 'next')).toBe('next')
})
