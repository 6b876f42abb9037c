import type { Content } from 'pdfmake/interfaces.js'
import type { FontName } from './pdf.writer.ts'

/** Who prints a paper: what stands at its head. */
export interface Institution {
  name: string
  department: string
  address: string
  phone: string
  colour: string
  /** The two lines of its rubber stamp. */
  stamp: readonly [string, string]
}

export function letterhead(institution: Institution, emblem: keyof typeof emblems): Content {
  const { name, department, address, phone, colour } = institution
  return {
    stack: [
      {
        columns: [
          { svg: emblems[emblem](colour), width: 38 },
          {
            margin: [10, 2, 0, 0],
            stack: [
              { text: name, bold: true, fontSize: 16, color: colour },
              { text: department, fontSize: 9, color: '#333333' },
            ],
          },
          {
            width: 170,
            alignment: 'right',
            fontSize: 8,
            color: '#333333',
            margin: [0, 4, 0, 0],
            stack: address.split(', ').concat(`Telephone ${phone}`),
          },
        ],
      },
      rule(colour, 1.4),
    ],
    margin: [0, 0, 0, 12],
  }
}

/** Small drawings in the institution's colour. */
const emblems = {
  flask: (colour: string) =>
    `<svg viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="${colour}"/><path d="M16 8h8v2h-1v7l8 13a2 2 0 0 1-2 3H11a2 2 0 0 1-2-3l8-13v-7h-1z" fill="#ffffff"/><path d="M14.500 24h11l4 7H10.500z" fill="${colour}" opacity="0.55"/></svg>`,
  cross: (colour: string) =>
    `<svg viewBox="0 0 40 40"><circle cx="20" cy="20" r="19" fill="none" stroke="${colour}" stroke-width="2"/><path d="M16 9h8v7h7v8h-7v7h-8v-7H9v-8h7z" fill="${colour}"/></svg>`,
  leaf: (colour: string) =>
    `<svg viewBox="0 0 40 40"><path d="M6 34C6 14 18 6 35 5c0 18-9 29-25 28l-3 4z" fill="${colour}"/><path d="M8 34C13 25 19 18 28 12" stroke="#ffffff" stroke-width="1.600" fill="none"/></svg>`,
  eye: (colour: string) =>
    `<svg viewBox="0 0 40 40"><path d="M2 20C9 9 31 9 38 20 31 31 9 31 2 20z" fill="none" stroke="${colour}" stroke-width="2.500"/><circle cx="20" cy="20" r="6" fill="${colour}"/></svg>`,
}

/** Two columns of `label: value`, framed or bare. */
export function patientBlock(rows: [label: string, value: string][], framed = true): Content {
  const half = Math.ceil(rows.length / 2)
  const left = rows.slice(0, half)
  const right = rows.slice(half)
  const cells = left.map(([label, value], index) => {
    const [otherLabel = '', otherValue = ''] = right[index] ?? []
    return [
      { text: label, color: '#444444' },
      { text: value, bold: true },
      { text: otherLabel, color: '#444444' },
      { text: otherValue, bold: true },
    ]
  })
  return {
    margin: [0, 0, 0, 12],
    table: { widths: [82, '*', 82, '*'], body: cells },
    layout: {
      hLineWidth: (line, { table }) =>
        framed && (line === 0 || line === table.body.length) ? 0.7 : 0,
      vLineWidth: (line) => (framed && (line === 0 || line === 4) ? 0.7 : 0),
      hLineColor: () => '#888888',
      vLineColor: () => '#888888',
      paddingTop: () => 2,
      paddingBottom: () => 1,
    },
  }
}

export function heading(text: string, fontSize = 11, colour = '#222222'): Content {
  return { text, bold: true, color: colour, fontSize, margin: [0, 8, 0, 3] }
}

function rule(colour: string, width = 0.7): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: width, lineColor: colour }],
    margin: [0, 6, 0, 0],
  }
}

/** Name in ink above the printed name. */
export function signature(name: string, role: string): Content {
  return {
    margin: [0, 18, 0, 0],
    unbreakable: true,
    stack: [
      {
        text: name.replace(/^(Dr\.|Nurse|Midwife) /, ''),
        font: 'Handwriting' satisfies FontName,
        fontSize: 22,
        color: '#1d3f8f',
        margin: [6, 0, 0, -6],
      },
      {
        canvas: [
          { type: 'line', x1: 0, y1: 0, x2: 170, y2: 0, lineWidth: 0.6, lineColor: '#555555' },
        ],
      },
      { text: name, margin: [0, 3, 0, 0] },
      { text: role, fontSize: 8, color: '#444444' },
    ],
  }
}

/** Round stamp of the institution, a little askew. */
export function stamp({ stamp: [first, second], colour }: Institution): Content {
  return {
    width: 92,
    svg: `<svg viewBox="0 0 100 100"><g transform="rotate(-11 50 50)" fill="none" stroke="${colour}" opacity="0.75"><circle cx="50" cy="50" r="46" stroke-width="2.200"/><circle cx="50" cy="50" r="36" stroke-width="1"/><g fill="${colour}" stroke="none" font-size="9" font-family="Roboto" text-anchor="middle"><text x="50" y="46">${first}</text><text x="50" y="60">${second}</text></g></g></svg>`,
  }
}
