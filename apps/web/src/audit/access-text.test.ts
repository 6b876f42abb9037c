import { expect, test } from 'vitest'
import { en } from '../i18n/en/index.ts'
import { toActionKey, toPlace } from './access-text.ts'

test('each act has words, and one that nobody knows has some too', () => {
  expect(toActionKey('health-record.read')).toBe('audit.actions.health-record-read')
  expect(toActionKey('constructor.name')).toBe('audit.actions.other')
  for (const action of Object.keys(en.audit.actions).filter((key) => key !== 'other'))
    expect(toActionKey(action)).toBe(`audit.actions.${action}`)
})

test('records and documents can be opened, the rest has no page', () => {
  expect(toPlace({ action: 'health-record.read', subject: '42' })).toEqual({
    name: 'record',
    params: { id: 42 },
  })
  expect(toPlace({ action: 'document.download', subject: '7' })?.name).toBe('document')
  expect(toPlace({ action: 'document.list', subject: '7' })).toBeUndefined()
  expect(toPlace({ action: 'share.end', subject: '7' })).toBeUndefined()
  expect(toPlace({ action: 'health-record.list', subject: null })).toBeUndefined()
})
