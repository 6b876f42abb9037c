import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import type { Actor } from '../actor.ts'
import { passkeys } from './index.ts'

const anna: Actor = { accountId: 7, isAdmin: false, sessionId: 'sid', authenticatedAt: noon }
const long: Actor = { ...anna, authenticatedAt: after(-901) }
const device = { ip: '192.0.2.1', userAgent: 'curl/8' }

function house({ mine = true } = {}) {
  const { ports, deeds } = portsUnderTest({
    own: {
      passkeys: {
        rename: async (id, name) => (mine ? { id, name, createdAt: noon } : undefined),
        remove: async () => mine,
      },
    },
  })
  return { ...passkeys(ports), deeds }
}

describe('a passkey of one’s own', () => {
  it('is named anew, which is written down', async () => {
    const { rename, deeds } = house()
    expect(await rename(long, 3, 'laptop')).toMatchObject({ id: 3, name: 'laptop' })
    expect(deeds).toEqual([['audit', long, { action: 'passkey.rename', subject: '3' }]])
  })

  it('is removed, which is written down and told', async () => {
    const { remove, deeds } = house()
    await remove(anna, 3, device)
    expect(deeds).toMatchObject([
      ['audit', anna, { action: 'passkey.remove', subject: '3' }],
      ['event', anna, { type: 'authn_factor_removed', ...device }],
      ['job', { payload: { accountId: 7, notice: 'passkey-removed' } }],
    ])
  })

  it('is not removed without a recent sign-in', async () => {
    const { remove, deeds } = house()
    expect(await refusalOf(remove(long, 3, device))).toBe('reauth-required')
    expect(deeds).toEqual([])
  })

  it('somebody else’s is neither named nor removed', async () => {
    const { rename, remove, deeds } = house({ mine: false })
    expect(await refusalOf(rename(anna, 3, 'mine'))).toBe('not-found')
    expect(await refusalOf(remove(anna, 3, device))).toBe('not-found')
    expect(deeds).toEqual([])
  })
})
