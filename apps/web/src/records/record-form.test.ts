import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RecordInput } from '../api/types.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people, record } from '../testing/samples.ts'
import { useDraftStore } from './draft.store.ts'
import { useUploadStore } from './uploads.store.ts'

type Wrapper = Awaited<ReturnType<typeof mountPage>>['wrapper']

const family = { 'GET /api/v1/family': () => json({ family_members: people }) }
const newPage = { pages: ['record-new'] }
const editPage = { pages: ['record-edit'] }

beforeEach(() => localStorage.clear())
afterEach(async () => {
  for (const key of ['new', 42] as const) useDraftStore().discard(key)
  await settle()
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

async function save(wrapper: Wrapper) {
  await wrapper.get('form').trigger('submit')
  await settle()
}

describe('a new record', () => {
  it('sends what was written, byte for byte, for the person chosen in the switcher', async () => {
    localStorage.setItem('phrm.person', '2')
    const server = startFakeServer({
      ...family,
      'POST /api/v1/records': () => json(record, { status: 201 }),
    })
    const { wrapper, router } = await mountPage('/records/new', newPage)
    await wrapper.get('textarea[name=chief_complaint]').setValue('WBC < 5 & CRP > 10; -- select')
    await wrapper.get('textarea[name=notes]').setValue('  two\n\nlines ')
    await wrapper.get('input[name=date]').setValue('2026-01-15')
    await save(wrapper)
    expect(server.sent('POST', '/api/v1/records')[0]?.body).toEqual({
      date: '2026-01-15',
      family_member_id: 2,
      chief_complaint: 'WBC < 5 & CRP > 10; -- select',
      notes: '  two\n\nlines ',
    } satisfies RecordInput)
    expect(router.currentRoute.value).toMatchObject({ name: 'record', params: { id: '42' } })
  })

  it('is for oneself when the person chosen last time is gone', async () => {
    localStorage.setItem('phrm.person', '99')
    const server = startFakeServer({ ...family, 'POST /api/v1/records': () => json(record) })
    const { wrapper } = await mountPage('/records/new', newPage)
    expect(useDraftStore().unsaved).toBe(false)
    await save(wrapper)
    expect(server.sent('POST', '/api/v1/records')[0]?.body).toMatchObject({ family_member_id: 1 })
  })

  it('says near the end how much room is left, and sends nothing that is too long', async () => {
    const server = startFakeServer(family)
    const { wrapper } = await mountPage('/records/new', newPage)
    const doctor = wrapper.get('input[name=doctor]')
    await doctor.setValue('x'.repeat(100))
    expect(wrapper.text()).not.toContain('characters left')
    await doctor.setValue('x'.repeat(195))
    expect(wrapper.text()).toContain('5 characters left')
    await doctor.setValue('x'.repeat(203))
    expect(wrapper.text()).toContain('3 characters too long')
    await save(wrapper)
    expect(server.sent('POST', '/api/v1/records')).toHaveLength(0)
    expect(wrapper.text()).toContain('At most 200 characters.')
  })

  it('counts characters, not the units that a browser counts', async () => {
    const server = startFakeServer({ ...family, 'POST /api/v1/records': () => json(record) })
    const { wrapper } = await mountPage('/records/new', newPage)
    await wrapper.get('input[name=doctor]').setValue('😀'.repeat(200))
    await save(wrapper)
    expect(server.sent('POST', '/api/v1/records')).toHaveLength(1)
  })

  it('refuses a day that is missing or still to come', async () => {
    const server = startFakeServer(family)
    const { wrapper } = await mountPage('/records/new', newPage)
    await wrapper.get('input[name=date]').setValue('')
    await save(wrapper)
    expect(wrapper.text()).toContain('When was it?')
    await wrapper.get('input[name=date]').setValue('2999-01-01')
    await save(wrapper)
    expect(wrapper.text()).toContain('still to come')
    expect(server.sent('POST', '/api/v1/records')).toHaveLength(0)
  })

  it('shows what the server says of a field, opens the part where it lies, and keeps the text', async () => {
    startFakeServer({
      ...family,
      'POST /api/v1/records': () =>
        problem(400, 'invalid', 'Wrong.', {
          errors: [{ field: 'notes', message: 'Notes hold a NUL byte.' }],
        }),
    })
    const { wrapper } = await mountPage('/records/new', newPage)
    const notes = wrapper.get<HTMLTextAreaElement>('textarea[name=notes]')
    await notes.setValue('kept')
    await save(wrapper)
    expect(notes.attributes('aria-invalid')).toBe('true')
    expect(wrapper.text()).toContain('Notes hold a NUL byte.')
    expect(notes.element.value).toBe('kept')
  })

  it('keeps the text while one looks elsewhere, and puts none of it into the browser’s storage', async () => {
    startFakeServer(family)
    const { wrapper, router } = await mountPage('/records/new', newPage)
    await wrapper.get('textarea[name=chief_complaint]').setValue('secret cough')
    await router.push('/search')
    await router.push('/records/new')
    await settle()
    const text = wrapper.get<HTMLTextAreaElement>('textarea[name=chief_complaint]').element
    expect(text.value).toBe('secret cough')
    expect(wrapper.text()).toContain('You were writing this')
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('cough')
    expect(router.currentRoute.value.fullPath).toBe('/records/new')
  })

  it('asks before the page is closed as long as something is unsaved', async () => {
    startFakeServer(family)
    const { wrapper } = await mountPage('/records/new', newPage)
    const closing = () => dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(closing()).toBe(true)
    await wrapper.get('textarea[name=chief_complaint]').setValue('cough')
    await settle()
    expect(closing()).toBe(false)
    useDraftStore().discard('new')
    await settle()
    expect(closing()).toBe(true)
  })

  it('takes files along that were dropped elsewhere, and sends them once the record is there', async () => {
    const server = startFakeServer({ ...family, 'POST /api/v1/records': () => json(record) })
    const { wrapper } = await mountPage('/records/new', {
      ...newPage,
      before: () => useDraftStore().addFiles([new File(['x'], 'lab report.pdf')]),
    })
    expect(wrapper.text()).toContain('lab report.pdf')
    const add = vi.spyOn(useUploadStore(), 'add').mockImplementation(() => undefined)
    await save(wrapper)
    expect(server.sent('POST', '/api/v1/records')).toHaveLength(1)
    expect(add).toHaveBeenCalledWith(42, [expect.objectContaining({ name: 'lab report.pdf' })])
    expect(useDraftStore().unsaved).toBe(false)
  })
})

describe('a record that somebody else changed meanwhile', () => {
  async function meetConflict() {
    let version = 3
    let saved = { ...record }
    const server = startFakeServer({
      ...family,
      'GET /api/v1/records/42': () => json(saved, { etag: `"${version}"` }),
      'PUT /api/v1/records/42': ({ headers, body }) => {
        if (headers.get('If-Match') !== `"${version}"`) {
          return problem(412, 'version-stale', 'Somebody changed it.', { version })
        }
        return json({ ...saved, ...(body as object) }, { etag: '"5"' })
      },
    })
    const { wrapper, router } = await mountPage('/records/42/edit', editPage)
    await wrapper.get('textarea[name=notes]').setValue('my notes')
    version = 4
    saved = { ...saved, notes: 'their notes', doctor: 'Dr. New' }
    await save(wrapper)
    return { wrapper, router, server }
  }

  it('shows both versions of what differs, and of nothing else', async () => {
    const { wrapper } = await meetConflict()
    const differences = wrapper.get('[role=alert] dl').text()
    expect(differences).toContain('my notes')
    expect(differences).toContain('their notes')
    expect(differences).toContain('Dr. New')
    expect(differences).not.toContain('WBC')
  })

  it('saves mine over the version that was compared', async () => {
    const { wrapper, router, server } = await meetConflict()
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'Save mine')
      ?.trigger('click')
    await settle()
    const puts = server.sent('PUT', '/api/v1/records/42')
    expect(puts.map(({ headers }) => headers.get('If-Match'))).toEqual(['"3"', '"4"'])
    expect(puts[1]?.body).toMatchObject({ notes: 'my notes', doctor: 'Dr. Okafor' })
    expect(router.currentRoute.value.name).toBe('record')
  })

  it('keeps theirs without sending anything', async () => {
    const { wrapper, router, server } = await meetConflict()
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'Keep theirs')
      ?.trigger('click')
    await settle()
    expect(server.sent('PUT', '/api/v1/records/42')).toHaveLength(1)
    expect(router.currentRoute.value.name).toBe('record')
    expect(useDraftStore().unsaved).toBe(false)
  })
})
