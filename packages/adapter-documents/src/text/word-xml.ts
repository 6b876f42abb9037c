/** What stands between two tags, or one tag. */
const pieces = /<(\/?)([\w:]+)([^>]*)>|([^<]+)/g

/** Text of a part of a Word document: a line a paragraph, a line a table row with two spaces between its cells. */
export function textOfWordXml(xml: string): string {
  let text = ''
  let inText = false
  let depthOfTable = 0
  for (const [, slash, name, attributes, content] of withoutDuplicates(xml).matchAll(pieces)) {
    const closes = slash === '/'
    if (content !== undefined) text += inText ? decodeEntities(content) : ''
    else if (name === 'w:t') inText = !closes && !attributes?.endsWith('/')
    else if (name === 'w:tab' && depthOfTable === 0) text += '\t'
    else if (name === 'w:tab') text += ' '
    else if (name === 'w:br' || name === 'w:cr') text += '\n'
    else if (name === 'w:tbl') depthOfTable += closes ? -1 : 1
    else if (!closes) continue
    else if (name === 'w:tr') text = `${text.trimEnd()}\n`
    else if (name === 'w:tc') text = `${text.trimEnd()}  `
    else if (name === 'w:p') text += depthOfTable > 0 ? ' ' : '\n'
  }
  return text.replace(/\n{3,}/g, '\n\n').trim()
}

/** Text boxes stand twice in the file, the second time for programs of before 2010. */
function withoutDuplicates(xml: string): string {
  return xml.replace(/<mc:Fallback\b[^>]*>[\s\S]*?<\/mc:Fallback>/g, '')
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
