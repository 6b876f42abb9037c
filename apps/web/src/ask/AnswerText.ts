import { computed, defineComponent, h, type PropType, type VNodeChild } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Citation } from '../api/types.ts'
import { type AnswerNode, toAnswerNodes } from './markdown.ts'

/** An answer as elements of our own making, its citations as buttons that open their source. */
export const AnswerText = defineComponent({
  name: 'AnswerText',
  props: {
    text: { type: String, required: true },
    citations: { type: Array as PropType<Citation[]>, required: true },
    streaming: Boolean,
    /** Id of the citation whose source is open. */
    openId: { type: String, default: undefined },
  },
  emits: { open: (_citation: Citation) => true },
  setup(props, { emit }) {
    const { t } = useI18n()
    const sources = computed(() => new Map(props.citations.map((source) => [source.id, source])))
    const nodes = computed(() =>
      toAnswerNodes(props.text, {
        citationIds: new Set(sources.value.keys()),
        streaming: props.streaming,
      }),
    )

    function toVNode(node: AnswerNode): VNodeChild {
      if (node.type === 'text') return node.text
      if (node.type === 'citation') return toChip(node.id)
      const children = node.children.map(toVNode)
      if (/^h\d$/.test(node.tag)) return h('p', { class: 'answer-heading' }, children)
      if (node.tag === 'table') return h('div', { class: 'answer-table' }, h('table', children))
      return h(node.tag, children)
    }

    function toChip(id: string): VNodeChild {
      const source = sources.value.get(id)
      if (!source) return null
      return h(
        'button',
        {
          type: 'button',
          class: 'answer-chip',
          'aria-label': t('ask.sourceNamed', { id, title: source.title }),
          'aria-pressed': props.openId === id,
          onClick: () => emit('open', source),
        },
        id,
      )
    }

    return () => h('div', { class: 'answer-text' }, nodes.value.map(toVNode))
  },
})
