import type { Ports } from '../ports.ts'

export type Health = ReturnType<typeof health>

/** Answers and never throws: whoever asks wants to know what is broken. */
export function health({ store }: Pick<Ports, 'store'>) {
  return {
    check: (): Promise<{ database: boolean }> =>
      store.ping().then(
        () => ({ database: true }),
        () => ({ database: false }),
      ),
  }
}
