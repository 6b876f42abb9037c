import { expect, test } from 'vitest'
import { noon, portsUnderTest, someSession } from '../../testing/ports-under-test.ts'
import { listSessions } from './list-sessions.ts'

test('each session is told with the name of its device, the own one marked, and no id', async () => {
  const { id: _id, accountId: _of, isAdmin: _is, authenticatedAt: _at, ...times } = someSession()
  const asked: unknown[] = []
  const { ports } = portsUnderTest({
    store: {
      sessions: {
        list: async (...question) => {
          asked.push(question)
          return [
            { ...times, id: 'own', number: 2, userAgent: 'Firefox/140.0 (Linux)' },
            { ...times, id: 'other', number: 1 },
          ]
        },
      },
    },
  })
  const list = await listSessions(ports)({ accountId: 7, isAdmin: false, sessionId: 'own' })
  expect(list).toEqual([
    {
      ...times,
      number: 2,
      userAgent: 'Firefox/140.0 (Linux)',
      current: true,
      device: 'Firefox on Linux',
    },
    { ...times, number: 1, current: false, device: 'Unknown device' },
  ])
  expect(asked).toEqual([[7, noon, 3600]])
})
