import DOMPurify from 'dompurify'
import MarkdownIt from 'markdown-it'

export type AnswerNode =
  | { type: 'element'; tag: string; children: AnswerNode[] }
  | { type: 'text'; text: string }
  | { type: 'citation'; id: string }

export interface AnswerOptions {
  /** Sources that the server found. A citation of anything else is dropped. */
  citationIds: ReadonlySet<string>
  /** Text is still coming: a citation that is cut at the end is held back until it is whole. */
  streaming?: boolean
}

const textTags = [
  'p',
  'br',
  'hr',
  'strong',
  'em',
  's',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
]
const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const tableTags = ['table', 'thead', 'tbody', 'tr', 'th', 'td']
/** No attribute is allowed, so none of these can fetch, link, style or run anything. */
const allowedTags = [...textTags, ...headingTags, ...tableTags]

/**
 * An answer as a tree of known elements, plain text and citations, for Vue to make elements from: no HTML string ever
 * reaches the page. The text is a model's, which may repeat what an attacker wrote into a document; so there are
 * three walls: Markdown without HTML, links and images; a sanitiser that knows no attribute; and this tree.
 */
export function toAnswerNodes(text: string, options: AnswerOptions): AnswerNode[] {
  const html = markdown.render(options.streaming ? holdBackCutCitation(text) : text)
  const clean = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: [],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  return toNodes(clean, options.citationIds)
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'link',
  'image',
  'autolink',
  'reference',
])

function holdBackCutCitation(text: string): string {
  return text.replace(/\[(?:[RD]\d{0,4})?$/, '')
}

function toNodes(parent: Node, citationIds: ReadonlySet<string>): AnswerNode[] {
  return [...parent.childNodes].flatMap((node): AnswerNode[] => {
    if (node.nodeType === Node.TEXT_NODE) return splitCitations(node.textContent ?? '', citationIds)
    if (node.nodeType !== Node.ELEMENT_NODE) return []
    const tag = node.nodeName.toLowerCase()
    if (!allowedTags.includes(tag)) return toNodes(node, citationIds)
    return [{ type: 'element', tag, children: toNodes(node, citationIds) }]
  })
}

function splitCitations(text: string, citationIds: ReadonlySet<string>): AnswerNode[] {
  return text.split(/(\[[RD]\d{1,4}\])/).flatMap((part): AnswerNode[] => {
    const id = /^\[([RD]\d+)\]$/.exec(part)?.[1]
    if (id === undefined) return part === '' ? [] : [{ type: 'text', text: part }]
    return citationIds.has(id) ? [{ type: 'citation', id }] : []
  })
}
