import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AIProviderError,
  type AIFailure,
  type AIProvider,
  type CompletionEvent,
} from '../src/index.ts'

/** What a vendor's server can do to a request. */
export type ProviderFault = `${keyof typeof failures}`

/** A provider whose server is at hand. Its timeouts are short: 0.8 s to the first token and between two, 2.5 s in all. */
export interface OpenedAIProvider {
  provider: AIProvider
  /** The model that the server's answers name. */
  servedModel: string
  /** How the server treats requests from now on; `ok` unless told. */
  behave(behaviour: ProviderFault | 'ok' | 'keep-alive' | 'reasoning'): void
  /** What it answers from now on. */
  answer(text: string): void
  /** The secret that the provider was given, if any. */
  secret: string | undefined
  /** How often a completion was asked for. */
  requestCount(): number
  /** When the connection of the last request has ended; true if the provider closed it before the answer was whole. */
  lastEnded(): Promise<boolean>
  close(): Promise<void>
}

const failures = {
  401: 'wrong-key',
  402: 'no-balance',
  403: 'no-rights',
  413: 'too-long',
  422: 'refused',
  429: 'rate-limited',
  500: 'overloaded',
  503: 'overloaded',
  'model-gone': 'model-gone',
  'hang-before-headers': 'timeout',
  'hang-mid-stream': 'timeout',
  'endless-keep-alive': 'timeout',
  'cut-mid-stream': 'unreachable',
  'end-mid-stream': 'garbled',
  'error-in-stream': 'overloaded',
  garbage: 'garbled',
  empty: 'garbled',
  endless: 'garbled',
  redirect: 'garbled',
} as const satisfies Record<string | number, AIFailure>

const question = 'My potassium was 6.1 mmol/l. Zażółć 🫀'
const text =
  'Dose: 5 µg daily [R1]. Zażółć gęślą jaźń 🫀, twice <think>not reasoning</think>.\n\n- a\n- b'

export function describeAIProviderContract(
  name: string,
  open: () => Promise<OpenedAIProvider>,
): void {
  describe(`AI provider: ${name}`, () => {
    let opened: OpenedAIProvider
    beforeEach(async () => void (opened = await open()))
    afterEach(() => opened.close())

    it('gives the text whole, in pieces, then once the end with the model that answered', async () => {
      opened.answer(text)
      const events = await Array.fromAsync(complete(opened.provider))
      expect(textOf(events)).toBe(text)
      expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(3)
      expect(events.filter(({ type }) => type === 'end')).toHaveLength(1)
      expect(events.at(-1)).toMatchObject({
        type: 'end',
        model: opened.servedModel,
        finishReason: 'stop',
        usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
      })
      expect(opened.requestCount()).toBe(1)
    })

    it('sends nothing before it is iterated, nor when the caller has given up by then', async () => {
      complete(opened.provider)
      const given = complete(opened.provider, AbortSignal.abort())
      expect(await failureOf(given)).toMatchObject({ failure: 'aborted' })
      expect(opened.requestCount()).toBe(0)
    })

    it('hides reasoning that is written into the text, however the stream is cut', async () => {
      opened.answer(text)
      opened.behave('reasoning')
      expect(textOf(await Array.fromAsync(complete(opened.provider)))).toBe(text)
    })

    it('reads over keep-alive noise', async () => {
      opened.answer(text)
      opened.behave('keep-alive')
      expect(textOf(await Array.fromAsync(complete(opened.provider)))).toBe(text)
    })

    it('takes a conversation in any order of roles', async () => {
      const roles = ['system', 'assistant', 'user', 'user', 'assistant', 'system', 'user'] as const
      const messages = roles.map((role) => ({ role, content: question }))
      const events = await Array.fromAsync(complete(opened.provider, undefined, messages))
      expect(events.at(-1)).toMatchObject({ type: 'end' })
    })

    it.for(Object.entries(failures) as [ProviderFault, AIFailure][])(
      'meets %s with one request and ends soon as %s',
      async ([fault, failure]) => {
        opened.behave(fault)
        const started = performance.now()
        const error = await failureOf(complete(opened.provider))
        expect(performance.now() - started).toBeLessThan(2_000)
        expect(error).toBeInstanceOf(AIProviderError)
        expect(error.failure).toBe(failure)
        expect(opened.requestCount()).toBe(1)
        expect(everythingIn(error)).not.toContain(question)
        expect(everythingIn(error)).not.toContain(opened.secret ?? question)
        await opened.lastEnded()
      },
    )

    it('says how long a limit lasts', async () => {
      opened.behave('429')
      expect(await failureOf(complete(opened.provider))).toMatchObject({ retryAfter: 7 })
    })

    it('works again after a fault', async () => {
      opened.behave('cut-mid-stream')
      await failureOf(complete(opened.provider))
      opened.behave('ok')
      expect((await Array.fromAsync(complete(opened.provider))).at(-1)).toMatchObject({
        type: 'end',
      })
    })

    it.for(['hang-before-headers', 'hang-mid-stream', 'endless-keep-alive'] as const)(
      'closes the connection within 500 ms when the caller gives up during %s',
      async (fault) => {
        opened.behave(fault)
        const controller = new AbortController()
        const failed = failureOf(complete(opened.provider, controller.signal))
        await expect.poll(() => opened.requestCount(), { interval: 5 }).toBe(1)
        const started = performance.now()
        controller.abort()
        expect(await failed).toMatchObject({ failure: 'aborted' })
        expect(await opened.lastEnded()).toBe(true)
        expect(performance.now() - started).toBeLessThan(500)
      },
    )

    it('closes the connection within 500 ms when nobody reads on', async () => {
      opened.behave('hang-mid-stream')
      let started = 0
      for await (const event of complete(opened.provider)) {
        expect(event.type).toBe('text')
        started = performance.now()
        break
      }
      expect(await opened.lastEnded()).toBe(true)
      expect(performance.now() - started).toBeLessThan(500)
    })
  })
}

function complete(
  provider: AIProvider,
  signal: AbortSignal = new AbortController().signal,
  messages: Parameters<AIProvider['complete']>[0]['messages'] = [
    { role: 'system', content: 'You explain records.' },
    { role: 'user', content: question },
  ],
): AsyncIterable<CompletionEvent> {
  return provider.complete({ messages, maxTokens: 200, temperature: 0.2, signal })
}

function textOf(events: CompletionEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}

async function failureOf(events: AsyncIterable<CompletionEvent>): Promise<AIProviderError> {
  try {
    await Array.fromAsync(events)
  } catch (error) {
    return error as AIProviderError
  }
  throw new Error('It did not fail.')
}

/** What a careless logger would print of an error. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  const fields = JSON.stringify({ ...error }, (_, value: unknown) =>
    value instanceof Error ? everythingIn(value) : value,
  )
  return `${error.stack} ${error.message} ${fields} ${everythingIn(error.cause)}`
}
