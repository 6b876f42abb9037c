import { defineStore } from 'pinia'
import { computed, reactive, ref } from 'vue'
import { authorizedFetch } from '../api/client.ts'
import type { AnswerEvent, AskMode, Question } from './answer.ts'
import { streamAnswer } from './stream-answer.ts'
import { applyEvent, endTurn, isRunning, startTurn, type Turn } from './turn.ts'

/** The questions of this visit. They live in memory: a reload forgets them, and nothing is stored on the device. */
export const useConversationStore = defineStore('conversation', () => {
  /** What stands in the box. */
  const draft = ref('')
  const mode = ref<AskMode>('general')
  /** Whom the next question is about; left out: the person on show. */
  const personId = ref<number>()
  const turns = ref<Turn[]>([])
  const running = computed(() => turns.value.find(isRunning))
  let controller = new AbortController()
  let lastId = 0

  async function ask(question: Question, person: string): Promise<void> {
    stop()
    const turn = reactive(startTurn(++lastId, question, person))
    turns.value.push(turn)
    await answer(turn)
  }

  /** The same question again, in its own place: after a consent, a fault, or without a model. */
  async function askAgain(turn: Turn, change: Partial<Question> = {}): Promise<void> {
    stop()
    Object.assign(turn, startTurn(turn.id, { ...turn.question, ...change }, turn.person))
    await answer(turn)
  }

  async function answer(turn: Turn): Promise<void> {
    controller = new AbortController()
    const { signal } = controller
    const write = createFrameWriter((event) => applyEvent(turn, event))
    try {
      for await (const event of streamAnswer(turn.question, { signal, fetch: authorizedFetch })) {
        write.add(event)
      }
      write.flush()
    } catch (error) {
      write.flush()
      endTurn(turn, error, signal)
    }
  }

  function stop() {
    controller.abort()
  }

  function clear() {
    stop()
    turns.value = []
  }

  return { draft, mode, personId, turns, running, ask, askAgain, stop, clear }
})

/** Text that comes in many small pieces is shown once a frame, so that a long answer stays smooth. */
function createFrameWriter(apply: (event: AnswerEvent) => void) {
  const waiting: AnswerEvent[] = []
  let frame: number | undefined

  function flush() {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    waiting.splice(0).forEach(apply)
  }

  function add(event: AnswerEvent) {
    waiting.push(event)
    frame ??= requestAnimationFrame(flush)
  }

  return { add, flush }
}
