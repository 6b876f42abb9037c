import { vi } from 'vitest'
import type { ChatAnswer, Citation } from '../api/types.ts'
import { json, problem, startFakeServer } from './fake-server.ts'
import { mountPage, settle } from './mount-page.ts'
import { people, record } from './samples.ts'

export const sources: Citation[] = [
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

export const answer: ChatAnswer = {
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

export const consentRequired = () =>
  problem(409, 'consent-required', 'Nothing is sent before you allow it.', {
    hosts: ['api.groq.com'],
  })

export function startAskServer(chat: () => Response | Promise<Response>) {
  return startFakeServer({
    'GET /api/v1/family': () => json({ family_members: people }),
    'GET /api/v1/ai/providers': () =>
      json({ providers: [{ key: 'groq', model: 'llama', host: 'api.groq.com', local: false }] }),
    'PUT /api/v1/ai/consents': () => json({ consents: [] }),
    'GET /api/v1/records/42': () => json(record, { etag: '"1"' }),
    'POST /api/v1/ai/chat': chat,
  })
}

/** Types a question and sends it. */
export async function openAndAsk(question = 'When was the last tetanus shot?') {
  const mounted = await mountPage('/ask', { pages: ['ask'] })
  await mounted.wrapper.get('textarea').setValue(question)
  await mounted.wrapper.get('textarea').trigger('keydown.enter')
  await settle()
  return mounted
}

export function getButton(label: string) {
  const button = [...document.querySelectorAll('button')].find((one) =>
    `${one.textContent} ${one.getAttribute('aria-label')}`.includes(label),
  )
  if (!button) throw new Error(`No button “${label}”`)
  return button
}

/** Frames that come at once, as there is no screen. */
export function stubFrames() {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
}
