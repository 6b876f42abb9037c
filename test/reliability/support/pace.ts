/** How long one thing took, in milliseconds, and what it answered. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ milliseconds: number; result: Result }> {
  const began = performance.now()
  const result = await work()
  return { milliseconds: performance.now() - began, result }
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}
