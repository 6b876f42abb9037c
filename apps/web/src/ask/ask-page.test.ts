import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useHighlightStore } from '../documents/highlight.store.ts'
import {
  answer,
  getButton,
  openAndAsk,
  sources,
  startAskServer,
  stubFrames,
} from '../testing/ask-page.ts'
import { openEvents } from '../testing/event-server.ts'
import { json, problem } from '../testing/fake-server.ts'
import { settle } from '../testing/mount-page.ts'

beforeEach(() => {
  localStorage.clear()
  stubFrames()
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
enableAutoUnmount(afterEach)

describe('asking', () => {
  it('shows the sources first, then the text, then where it was made and the disclaimer', async () => {
    const events = openEvents()
    const server = startAskServer(() => events.response)
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
    startAskServer(() => events.response)
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
    startAskServer(() => events.response)
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
    startAskServer(() => events.response)
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
    const server = startAskServer(() => json({}))
    const { wrapper } = await openAndAsk('x'.repeat(4001))
    expect(server.sent('POST', '/api/v1/ai/chat')).toHaveLength(0)
    expect(wrapper.text()).toContain('1 characters too long')
  })
})

describe('when it fails', () => {
  it('says why, and offers the passages instead', async () => {
    const detail = 'No answer came from api.groq.com.'
    const server = startAskServer(() => problem(503, 'ai-unavailable', detail))
    const { wrapper } = await openAndAsk()
    expect(wrapper.get('article [role=alert]').text()).toContain(detail)
    getButton('Answer from the records only').click()
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
  })

  it('offers no passages to someone who is asked to wait', async () => {
    startAskServer(() => problem(429, 'too-many-requests', 'Too many requests.'))
    const { wrapper } = await openAndAsk()
    const actions = wrapper.findAll('article [role=alert] button').map((button) => button.text())
    expect(actions).toEqual(['Ask again'])
  })

  it('takes an error in the middle of the stream, and keeps what came', async () => {
    const events = openEvents()
    startAskServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('text', { text: 'So far' })
    events.send('error', { status: 503, code: 'ai-unavailable', detail: 'All of them failed.' })
    await settle()
    expect(wrapper.get('article [role=alert]').text()).toContain('All of them failed.')
    expect(wrapper.text()).toContain('So far')
  })

  it('notices a stream that ends before its end', async () => {
    const events = openEvents()
    startAskServer(() => events.response)
    const { wrapper } = await openAndAsk()
    events.send('text', { text: 'So far' })
    events.close()
    await settle()
    expect(wrapper.get('article [role=alert]').text()).toContain('broke off')
  })
})

describe('the sources', () => {
  it('are the answer where there is no model, with the words of the question marked', async () => {
    const events = openEvents()
    startAskServer(() => events.response)
    const { wrapper } = await openAndAsk('When was the last TETANUS shot?')
    events.send('sources', { citations: sources })
    events.send('done', { ...answer, model_used: 'none', response: '', citations: sources })
    await settle()
    expect(wrapper.findAll('blockquote').map((quote) => quote.text())).toEqual([
      'Tetanus booster',
      'Drink plenty.',
    ])
    expect(wrapper.findAll('blockquote mark').map((mark) => mark.text())).toEqual(['Tetanus'])
  })

  it('open beside the answer, and lead to the place with its passage kept in memory', async () => {
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }))
    const events = openEvents()
    const server = startAskServer(() => events.response)
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
