import type { Message, Recipient } from '@phrm/core'

const closing =
  'This mail was written by the PHRM that keeps your family’s health records. If you did not expect it, you can leave it alone.'

export function toPlainText({ name }: Recipient, { paragraphs, action }: Message): string {
  return [
    greet(name),
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.link}`] : []),
    `-- \n${closing}`,
  ].join('\n\n')
}

function greet(name: string): string {
  return name === '' ? 'Hello,' : `Hello ${name},`
}

/** Nothing is loaded from anywhere: no pictures, no fonts, no style sheets. */
export function toHtml({ name }: Recipient, { subject, paragraphs, action }: Message): string {
  const texts = [greet(name), ...paragraphs].map((text) => `<p>${escape(text)}</p>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px">
${[...texts, ...(action ? [toButton(action)] : [])].join('\n')}
<p style="margin-top:32px;font-size:13px;opacity:.75">${escape(closing)}</p>
</div></body></html>`
}

/** The address stands below it, for those whose program shows no buttons and for those who look before they click. */
function toButton({ label, link }: { label: string; link: string }): string {
  const address = escape(link)
  return `<p><a href="${address}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0f766e;color:#ffffff;text-decoration:none">${escape(label)}</a></p>
<p style="font-size:13px;word-break:break-all">${address}</p>`
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
