/** Hides the block of reasoning with which some models begin their answer. */
export interface ReasoningFilter {
  /** Takes what came and answers what may be shown of it so far. */
  push(text: string): string
  /** What was held back and turned out to be text. A block that never closed stays hidden. */
  end(): string
}

const blocks = [
  { open: '<think>', close: '</think>' },
  { open: '<thinking>', close: '</thinking>' },
  // Gemma's spare tokens; MedGemma writes "<unused94>thought" first.
  { open: '<unused94>', close: '<unused95>' },
]

/**
 * Works on characters, not on pieces: a tag may be cut anywhere. Only a leading block counts, because a tag further down
 * is something that the answer talks about.
 */
export function reasoningFilter(): ReasoningFilter {
  let held = ''
  let state: 'start' | 'text' | { close: string } = 'start'
  let hadBlock = false

  function start(): string {
    const text = held.trimStart()
    if (hadBlock) held = text
    const block = blocks.find(({ open }) => text.startsWith(open))
    if (block) {
      state = block
      hadBlock = true
      held = text.slice(block.open.length)
      return inside(block.close)
    }
    if (blocks.some(({ open }) => open.startsWith(text))) return ''
    state = 'text'
    return shown()
  }

  function inside(close: string): string {
    const at = held.indexOf(close)
    if (at < 0) {
      held = held.slice(-close.length)
      return ''
    }
    // A second block may follow directly.
    state = 'start'
    held = held.slice(at + close.length)
    return start()
  }

  /** Half of a surrogate pair waits for the other half, or whoever encodes the piece would destroy it. */
  function shown(): string {
    const whole = /[\uD800-\uDBFF]$/.test(held) ? held.slice(0, -1) : held
    held = held.slice(whole.length)
    return whole
  }

  return {
    push(text) {
      held += text
      if (state === 'start') return start()
      return state === 'text' ? shown() : inside(state.close)
    },
    end() {
      const rest = typeof state === 'string' ? held : ''
      held = ''
      return rest
    },
  }
}
