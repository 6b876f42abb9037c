import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatAnswer, Citation } from '../api/types.ts'
import { useHighlightStore } from '../documents/highlight.store.ts'
import { openEvents } from '../testing/event-server.ts'
import { json, problem, startFakeServer } from '../testing/fake-server.ts'
import { mountPage, settle } from '../testing/mount-page.ts'
import { people, record } from '../testing/samples.ts'

const page = { pages: ['ask'] }

const sources: Citation[] = [
  {
    id: 'D1',
    kind: 'document',
    record_id: 42,
    document_id: 7,
    page: 3,
    title: 'Vaccination card.pdf',
    date: '2019-05-02',
    family_member: { id: 1, name: 'Ana Silva' },
    quote: 'Tetanus booster',
  },
  {
    id: 'R2',
    kind: 'record',
    record_id: 42,
    document_id: null,
    page: null,
    title: 'Cut in the hand',
    date: '2019-05-02',
    family_member: { id: 1, name: 'Ana Silva' },
    quote: 'Drink plenty.',
  },
]

const answer: ChatAnswer = {
  response: 'On **2 May 2019** [D1].',
  model_used: 'groq',
  model: 'llama',
  host: 'api.groq.com',
  local: false,
  citations: sources.slice(0, 1),
  disclaimer: 'No medical advice, says the server.',
  notice: null,
  timestamp: '2026-01-15T09:30:00Z',
}

const consentRequired = () =>
  problem(409, 'consent-required', 'Nothing is sent before you allow it.', {
    hosts: ['api.groq.com'],
  })

beforeEach(() => {
  localStorage.clear()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

function startServer(chat: () => Response | Promise<Response>) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/ai/providers': () =>
      json({ providers: [{ key: 'groq', model: 'llama', host: 'api.groq.com', local: false }] }),
    'PUT /api/v1/ai/consents': () => json({ consents: [] }),
    'GET /api/v1/records/42': () => json(record, { etag: '"1"' }),
    'POST /api/v1/ai/chat': chat,
  })
}

async function openAndAsk(question = 'When was the last tetanus shot?') {
  const mounted = await mountPage('/ask', page)
  await mounted.wrapper.get('textarea').setValue(question)
  await mounted.wrapper.get('textarea').trigger('keydown.enter')
  await settle()
  return mounted
}

function getButton(label: string) {
  const button = [...document.querySelectorAll('button')].find((one) =>
    `${one.textContent} ${one.getAttribute('aria-label')}`.includes(label),
  )
  if (!button) throw new Error(`No button “${label}”`)
  return button
}

describe('asking', () => {
  it('shows the sources first, then the text, then where it was made and the disclaimer', async () => {
    const events = openEvents()
    const server = startServer(() => events.response)
    const { wrapper } = await openAndAsk()
    expect(server.sent('POST', '/api/v1/ai/chat')[0]?.body).toEqual({
      message: 'When was the last tetanus shot?',
      mode: 'general',
      patient_id: 1,
      use_model: true,
    })
    expect(wrapper.text()).toContain('Looking through the papers of Ana Silva')

    events.send('sources', { citations: sources })
    await settle()
    expect(wrapper.text()).toContain('Vaccination card.pdf')
    expect(wrapper.text()).toContain('Found 2 places')

    events.send('text', { text: 'On **2 May' })
    events.send('text', { text: ' 2019** [D' })
    await settle()
    const live = wrapper.get('[aria-live=polite][aria-busy=true]')
    expect(live.text()).toBe('On **2 May 2019**'.replaceAll('**', ''))

    events.send('done', answer)
    await settle()
    expect(wrapper.get('[aria-busy=false]').get('button').attributes('aria-label')).toBe(
      'Source D1: Vaccination card.pdf',
    )
    expect(wrapper.text()).toContain('Answered by api.groq.com')
    expect(wrapper.text()).toContain('No medical advice, says the server.')
    expect(wrapper.text()).not.toContain('Cut in the hand')
  })

  it('begins anew when the server does', async () => {
    const events = openEvents()
    startServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('sources', { citations: sources })
    events.send('text', { text: 'Half of it' })
    await settle()
    events.send('restart', { reason: 'huggingface.co stopped in the middle.' })
    events.send('done', answer)
    await settle()
    expect(wrapper.text()).toContain('Starting over: huggingface.co stopped in the middle.')
    expect(wrapper.text()).not.toContain('Half of it')
  })

  it('stops when told to, keeps what came, and says so', async () => {
    const events = openEvents()
    startServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('sources', { citations: sources })
    events.send('text', { text: 'On 2 May' })
    await settle()
    getButton('Stop').click()
    await settle()
    expect(events.isCancelled()).toBe(true)
    expect(wrapper.text()).toContain('On 2 May')
    expect(wrapper.text()).toContain('You stopped this answer')
    expect(wrapper.text()).toContain('no medical advice')
  })

  it('makes neither links nor pictures of what a model says', async () => {
    const events = openEvents()
    startServer(() => events.response)
    await openAndAsk()
    const response =
      '![x](https://evil.example/a) <img src=//evil.example> [y](https://evil.example) [D1]'
    events.send('sources', { citations: sources })
    for (const text of response) events.send('text', { text })
    await settle()
    events.send('done', { ...answer, response })
    await settle()
    const text = document.querySelector('.answer-text')!
    expect(text.querySelectorAll('a, img, [src], [href], [style]')).toHaveLength(0)
    expect(text.querySelectorAll('button')).toHaveLength(1)
  })

  it('does not send a question that is too long', async () => {
    const server = startServer(() => json({}))
    const { wrapper } = await openAndAsk('x'.repeat(4001))
    expect(server.sent('POST', '/api/v1/ai/chat')).toHaveLength(0)
    expect(wrapper.text()).toContain('1 characters too long')
  })
})

describe('when it may not leave', () => {
  it('says who could answer for whom, and sends again only after the permission', async () => {
    const events = openEvents()
    const answers = [consentRequired(), events.response]
    const server = startServer(() => answers.shift()!)
    const { wrapper } = await openAndAsk()
    expect(wrapper.text()).toContain('Nothing about Ana Silva was sent')
    expect(wrapper.text()).toContain('When was the last tetanus shot?')
    expect(server.sent('POST', '/api/v1/ai/chat')).toHaveLength(1)

    getButton('Allow api.groq.com for Ana Silva').click()
    await settle()
    expect(server.sent('PUT', '/api/v1/ai/consents')[0]?.body).toEqual({
      family_member_id: 1,
      host: 'api.groq.com',
      granted: true,
    })
    events.send('done', answer)
    await settle()
    expect(wrapper.text()).toContain('Answered by api.groq.com')
  })

  it('answers from the records alone when that is chosen', async () => {
    const events = openEvents()
    const answers = [consentRequired(), events.response]
    const server = startServer(() => answers.shift()!)
    const { wrapper } = await openAndAsk()
    getButton('Answer from the records only').click()
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
    expect(server.sent('PUT', '/api/v1/ai/consents')).toHaveLength(0)
    const place = { model_used: 'none', model: null, host: null, local: true }
    events.send('done', { ...answer, ...place, notice: 'Nothing was sent anywhere.' })
    await settle()
    expect(wrapper.text()).toContain('No language model – from your records')
    expect(wrapper.text()).toContain('Nothing was sent anywhere.')
  })

  it('shows the very passages before one decides', async () => {
    const events = openEvents()
    const answers = [consentRequired(), events.response]
    const server = startServer(() => answers.shift()!)
    const { wrapper } = await openAndAsk()
    getButton('Show the passages').click()
    await settle()
    events.send('done', { ...answer, citations: sources })
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
    expect(wrapper.text()).toContain('Tetanus booster')
  })

  it('says that it was not allowed when the server refuses the permission', async () => {
    const server = startServer(consentRequired)
    server.answers['PUT /api/v1/ai/consents'] = () => problem(400, 'invalid', 'No such provider.')
    await openAndAsk()
    getButton('Allow api.groq.com').click()
    await settle()
    expect(document.body.textContent).toContain('No such provider.')
    expect(server.sent('POST', '/api/v1/ai/chat')).toHaveLength(1)
  })
})

describe('when it fails', () => {
  it('says why, and offers the passages instead', async () => {
    const detail = 'No answer came from api.groq.com.'
    const server = startServer(() => problem(503, 'ai-unavailable', detail))
    const { wrapper } = await openAndAsk()
    expect(wrapper.get('article [role=alert]').text()).toContain(detail)
    getButton('Answer from the records only').click()
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
  })

  it('takes an error in the middle of the stream, and keeps what came', async () => {
    const events = openEvents()
    startServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('text', { text: 'So far' })
    events.send('error', { status: 503, code: 'ai-unavailable', detail: 'All of them failed.' })
    await settle()
    expect(wrapper.get('article [role=alert]').text()).toContain('All of them failed.')
    expect(wrapper.text()).toContain('So far')
  })

  it('notices a stream that ends before its end', async () => {
    const events = openEvents()
    startServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('text', { text: 'So far' })
    events.close()
    await settle()
    expect(wrapper.get('article [role=alert]').text()).toContain('broke off')
  })
})

describe('the sources', () => {
  it('open beside the answer, and lead to the place with its passage kept in memory', async () => {
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }))
    const events = openEvents()
    const server = startServer(() => events.response)
    const url = '/api/v1/documents/7/pages/3'
    server.answers[`GET ${url}/picture`] = () => new Response(new Blob(['jpeg']))
    server.answers[`GET ${url}`] = () =>
      json({ number: 3, text: 'Tetanus booster', source: 'ocr', confidence: 90, words: [] })
    const { wrapper, router } = await openAndAsk()
    events.send('sources', { citations: sources })
    events.send('done', answer)
    await settle()
    getButton('Source D1: Vaccination card.pdf').click()
    await settle()
    const panel = wrapper.get('aside')
    expect(panel.get('mark').text()).toBe('Tetanus booster')
    expect(document.activeElement).toBe(panel.element)
    await panel.get('a').trigger('click')
    await settle()
    expect(router.currentRoute.value.fullPath).toBe('/documents/7?page=3')
    expect(useHighlightStore().find(7, 3)).toEqual({ passage: 'Tetanus booster', terms: [] })
  })
})
