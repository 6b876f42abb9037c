import type { Content } from 'pdfmake/interfaces.js'
import { inWords } from '../calendar.ts'
import type { LabResult } from '../lab/lab-result.ts'
import type { Patient } from './lab-report.paper.ts'
import type { Institution } from './paper-parts.ts'
import { heading, letterhead, patientBlock, signature } from './paper-parts.ts'
import type { FontName, Paper } from './pdf.writer.ts'

/** A doctor's letter or report: headings with text, lists or results under them. */
export interface Letter {
  title: string
  patient: Patient
  /** `YYYY-MM-DD` */
  date: string
  recipient: string
  /** More lines of the patient block. */
  facts: [label: string, value: string][]
  sections: Section[]
  doctor: string
  role: string
}

interface Section {
  heading: string
  text?: string
  list?: string[]
  results?: LabResult[]
  newPage?: boolean
}

interface LetterLook {
  institution: Institution
  font: FontName
  fontSize: number
  emblem: Parameters<typeof letterhead>[1]
}

export function letterPaper(letter: Letter, look: LetterLook): Paper {
  const { institution, font, fontSize, emblem } = look
  return {
    title: letter.title,
    issuer: institution.name,
    printedOn: letter.date,
    font,
    fontSize,
    content: [
      letterhead(institution, emblem),
      {
        columns: [
          { stack: letter.recipient.split('\n') },
          { text: inWords(letter.date), alignment: 'right' },
        ],
      },
      { text: letter.title, bold: true, fontSize: fontSize + 4, margin: [0, 16, 0, 8] },
      patientBlock([
        ['Patient', letter.patient.name],
        ['Born', inWords(letter.patient.dateOfBirth)],
        ...letter.facts,
      ]),
      ...letter.sections.flatMap((section) => sectionContent(section, fontSize)),
      signature(letter.doctor, letter.role),
    ],
  }
}

function sectionContent(section: Section, fontSize: number): Content[] {
  const title = heading(section.heading, fontSize + 0.5)
  return [
    section.newPage ? { stack: [title], pageBreak: 'before' } : title,
    ...(section.text ? [{ text: section.text }] : []),
    ...(section.list ? [{ ul: section.list }] : []),
    ...(section.results ? [resultTable(section.results)] : []),
  ]
}

function resultTable(results: LabResult[]): Content {
  return {
    margin: [0, 2, 0, 4],
    table: {
      widths: [170, 60, 24, 70, '*'],
      headerRows: 1,
      body: [
        ['Test', 'Result', '', 'Unit', 'Reference range'].map((text) => ({ text, bold: true })),
        ...results.map(({ test, value, flag, unit, range }) => [
          test,
          { text: value, bold: flag !== '' },
          flag,
          unit,
          range,
        ]),
      ],
    },
    layout: 'lightHorizontalLines',
  }
}
