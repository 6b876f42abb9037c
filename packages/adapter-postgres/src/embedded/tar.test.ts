import { expect, it } from 'vitest'
import { readTar } from './tar.ts'
import { findTemplate, readTemplate } from './template.ts'

it('ships a template that fits the installed versions, with a whole database in it', () => {
  const entries = [...readTar(readTemplate(findTemplate()!))]
  const version = entries.find(({ path }) => path === 'PG_VERSION')
  expect(version?.content?.toString()).toBe('18\n')
  expect(entries.filter(({ content }) => !content).map(({ path }) => path)).toContain('pg_wal')
})

it('refuses a path that leads out', () => {
  const header = Buffer.alloc(512)
  header.write('../../etc/passwd')
  expect(() => [...readTar(header)]).toThrow('outside itself')
})
