import { describe, expect, it } from 'vitest'
import { toLanguage, toTimeZone } from './locale.ts'

/** 35 characters. */
const longest = 'en-x-aaaaaaaa-bbbbbbbb-cccccccc-ddd'

describe('languages', () => {
  it.each([
    ['en', 'en'],
    ['DE-at', 'de-AT'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    [longest, longest],
  ])('takes %s as %s', (tag, language) => expect(toLanguage(tag)).toBe(language))

  it.each(['', 'e', 'english language', 'en_US', '<en>', `${longest}a`])('refuses %j', (tag) =>
    expect(() => toLanguage(tag)).toThrow(
      expect.objectContaining({ code: 'invalid', details: { field: 'language' } }),
    ),
  )
})

describe('time zones', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'])('takes %s', (name) =>
    expect(toTimeZone(name)).toBe(name),
  )

  it('keeps the name that was given where this machine knows the zone by another one', () => {
    expect(toTimeZone('Asia/Kolkata')).toBe('Asia/Kolkata')
    expect(toTimeZone('Asia/Calcutta')).toBe('Asia/Calcutta')
    expect(toTimeZone('europe/BERLIN')).toBe('Europe/Berlin')
  })

  it.each(['', '+01:00', 'Europe/Atlantis', 'berlin', "UTC'; --", '../etc'])('refuses %j', (name) =>
    expect(() => toTimeZone(name)).toThrow(
      expect.objectContaining({ code: 'invalid', details: { field: 'time_zone' } }),
    ),
  )
})
