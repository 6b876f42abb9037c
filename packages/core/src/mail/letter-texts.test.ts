import { expect, test } from 'vitest'
import { noticePages } from '../notification/notice-pages.ts'
import { noticeTexts } from './notice-texts.ts'
import { toMessage } from './letter-texts.ts'

test('every notice says when and on what, and where to look', () => {
  for (const notice of Object.keys(noticeTexts) as (keyof typeof noticeTexts)[]) {
    const link = `https://phrm.example/${noticePages[notice]}`
    const letter = { kind: 'notice', notice, at: '2 March 2026, 08:00', device: 'Firefox', link }
    const { subject, paragraphs, action } = toMessage(letter as never)
    expect(subject).toBe(noticeTexts[notice].subject)
    expect(paragraphs).toContain('2 March 2026, 08:00, Firefox.')
    expect(action?.link).toBe(link)
    expect([subject, ...paragraphs].join(' ')).not.toContain('!')
  }
})

test('a letter with a link says how long it works, and that nothing has happened yet', () => {
  const link = 'https://phrm.example/reset#token=x'
  const { paragraphs, action } = toMessage({ kind: 'reset-password', link, minutes: 60 })
  expect(paragraphs.join(' ')).toContain('once, within 60 minutes')
  expect(paragraphs.join(' ')).toContain('nothing has changed')
  expect(action?.link).toBe(link)
})
