import { expect, test } from 'vitest'
import { isAboutHealth, toEvent } from './vocabulary.ts'

test.each([
  ['health-record.create', 'sensitive_create'],
  ['family-member.update', 'sensitive_update'],
  ['document.restore', 'sensitive_update'],
  ['document.delete', 'sensitive_delete'],
  ['health-record.list', 'sensitive_read'],
  ['document.download', 'sensitive_read'],
  ['health-record.remind', 'sensitive_read'],
  ['search.run', 'sensitive_read'],
  ['assistant.look-up', 'sensitive_read'],
  ['document.create', 'upload_complete'],
  ['account.register', 'user_created'],
  ['session.start', 'session_created'],
  ['consent.withdraw', 'consent_withdrawn'],
  ['ai.call', 'ai_call'],
  ['share.accept', 'sensitive_update'],
  ['account.delete', 'user_deleted'],
] as const)('%s is logged as %s', (action, event) => {
  expect(toEvent(action)).toBe(event)
})

test('what concerns health is kept from those who look after accounts', () => {
  expect(isAboutHealth('sensitive_read')).toBe(true)
  expect(isAboutHealth('upload_complete')).toBe(true)
  expect(isAboutHealth('authn_login_fail')).toBe(false)
  expect(isAboutHealth('ai_call')).toBe(false)
})
