import { describe, expect, it } from 'vitest'
import { after, noon, portsUnderTest, refusalOf } from '../../testing/ports-under-test.ts'
import { getInvitation } from './find-invitation.ts'
import { getRegistration } from './register.ts'
import type { Invitation, RegistrationMode } from './registration.ts'

interface House {
  count?: number
  chosen?: RegistrationMode | undefined
  default?: RegistrationMode
  code?: string
  mail?: boolean
}

function house({ count = 1, chosen, code, mail = false, ...more }: House = {}) {
  const invitation: Invitation = { id: 1, createdAt: noon, expiresAt: after(60) }
  const { ports } = portsUnderTest({
    store: {
      accounts: { count: async () => count },
      registrations: {
        findMode: async () => chosen,
        findInvitation: async (hash, now) =>
          hash === '#letter' && now === noon ? invitation : undefined,
      },
    },
    mailer: { configured: mail, send: async () => {} },
  })
  ports.settings.registration = more.default ?? 'closed'
  ports.settings.firstAccountCode = code
  return { state: getRegistration(ports), find: getInvitation(ports), invitation }
}

describe('who may make an account', () => {
  const closed = { open: false, firstAccount: false, codeRequired: false, mail: false }

  it.each<[string, House, object]>([
    ['as the house was set up', { default: 'open' }, { ...closed, mode: 'open', open: true }],
    [
      'as the administrator chose',
      { default: 'open', chosen: 'closed' },
      { ...closed, mode: 'closed' },
    ],
    ['who was invited', { chosen: 'invite' }, { ...closed, mode: 'invite' }],
    ['and whether by a letter', { mail: true }, { ...closed, mode: 'closed', mail: true }],
    ['no code is asked for later', { code: '1234' }, { ...closed, mode: 'closed' }],
    [
      'the first one, always',
      { count: 0, chosen: 'closed' },
      { ...closed, mode: 'closed', open: true, firstAccount: true },
    ],
    [
      'the first one, by the code where there is one',
      { count: 0, code: '1234' },
      { ...closed, mode: 'closed', open: true, firstAccount: true, codeRequired: true },
    ],
  ])('%s', async (_who, situation, state) => {
    expect(await house(situation).state()).toEqual(state)
  })
})

describe('an invitation', () => {
  it.each(['invite', 'open'] as const)('is shown where the house is %s', async (chosen) => {
    const { find, invitation } = house({ chosen })
    expect(await find('letter')).toEqual(invitation)
  })

  it('works in no closed house, and an unknown one nowhere', async () => {
    expect(await refusalOf(house({ chosen: 'closed' }).find('letter'))).toBe('not-found')
    expect(await refusalOf(house({ chosen: 'invite' }).find('other'))).toBe('not-found')
  })
})
