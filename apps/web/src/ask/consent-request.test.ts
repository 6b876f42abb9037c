import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answer,
  consentRequired,
  getButton,
  openAndAsk,
  sources,
  startAskServer,
  stubFrames,
} from '../testing/ask-page.ts'
import { openEvents } from '../testing/event-server.ts'
import { problem } from '../testing/fake-server.ts'
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

describe('when it may not leave', () => {
  it('says who could answer for whom, and sends again only after the permission', async () => {
    const events = openEvents()
    const answers = [consentRequired(), events.response]
    const server = startAskServer(() => answers.shift()!)
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
    const server = startAskServer(() => answers.shift()!)
    const { wrapper } = await openAndAsk()
    getButton('Answer from the records only').click()
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
    expect(server.sent('PUT', '/api/v1/ai/consents')).toHaveLength(0)
    const place = { model_used: 'none', model: null, host: null, local: true }
    const citations = [{ ...sources[0], quote: '* WBC < 5\n* CRP *high*' }]
    events.send('done', { ...answer, ...place, notice: 'Nothing was sent anywhere.', citations })
    await settle()
    expect(wrapper.text()).toContain('No language model – from your records')
    expect(wrapper.text()).toContain('Nothing was sent anywhere.')
    expect(wrapper.get('blockquote').text()).toBe('* WBC < 5\n* CRP *high*')
  })

  it('shows the very passages before one decides', async () => {
    const events = openEvents()
    const answers = [consentRequired(), events.response]
    const server = startAskServer(() => answers.shift()!)
    const { wrapper } = await openAndAsk()
    getButton('Show the passages').click()
    await settle()
    events.send('done', { ...answer, citations: sources })
    await settle()
    expect(server.sent('POST', '/api/v1/ai/chat')[1]?.body).toMatchObject({ use_model: false })
    expect(wrapper.text()).toContain('Tetanus booster')
  })

  it('says that it was not allowed when the server refuses the permission', async () => {
    const server = startAskServer(consentRequired)
    server.answers['PUT /api/v1/ai/consents'] = () => problem(400, 'invalid', 'No such provider.')
    await openAndAsk()
    getButton('Allow api.groq.com').click()
    await settle()
    expect(document.body.textContent).toContain('No such provider.')
    expect(server.sent('POST', '/api/v1/ai/chat')).toHaveLength(1)
  })
})
