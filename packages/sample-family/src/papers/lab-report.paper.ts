import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js'
import type { LabResult } from '../lab/lab-result.ts'
import { inWords } from '../calendar.ts'
import type { Institution } from './paper-parts.ts'
import { heading, letterhead, patientBlock } from './paper-parts.ts'
import type { Paper } from './pdf.writer.ts'

/** What a laboratory report says. */
export interface LabReport {
  patient: Patient
  /** `YYYY-MM-DD` */
  collectedOn: string
  reportNumber: string
  orderedBy: string
  results: LabResult[]
  comment: string
}

export interface Patient {
  name: string
  /** `YYYY-MM-DD` */
  dateOfBirth: string
  sex?: string | undefined
}

/** Sans serif, no lines: groups under headings, as many laboratories print today. */
export function borderlessLabReport(report: LabReport, institution: Institution): Paper {
  return {
    ...sheet(report, institution),
    font: 'Roboto',
    fontSize: 9.5,
    content: [
      letterhead(institution, 'flask'),
      { text: 'Laboratory report', fontSize: 14, bold: true, margin: [0, 0, 0, 8] },
      patientBlock(patientRows(report), false),
      headings(['Test', 'Result', '', 'Unit', 'Reference range']),
      ...inGroups(report.results).flatMap(([group, results]) => [
        heading(group, 11, institution.colour),
        { table: { widths: borderlessWidths, body: results.map(plainRow) }, layout: 'noBorders' },
      ]),
      ...closing(report),
    ],
  }
}

/** Serif, ruled table with a shaded head, as hospitals print. */
export function ruledLabReport(report: LabReport, institution: Institution): Paper {
  return {
    ...sheet(report, institution),
    font: 'Tinos',
    fontSize: 10.5,
    content: [
      letterhead(institution, 'cross'),
      {
        text: 'LABORATORY RESULTS',
        fontSize: 13,
        bold: true,
        alignment: 'center',
        margin: [0, 0, 0, 8],
      },
      patientBlock(patientRows(report)),
      ruledTable(report.results),
      ...closing(report),
    ],
  }
}

const borderlessWidths = [170, 60, 20, 70, '*']

function sheet(report: LabReport, institution: Institution) {
  return {
    title: `Laboratory report ${report.reportNumber}`,
    issuer: institution.name,
    printedOn: report.collectedOn,
  }
}

function patientRows(report: LabReport): [string, string][] {
  const { patient, collectedOn, reportNumber, orderedBy } = report
  return [
    ['Patient', patient.name],
    ['Date of birth', inWords(patient.dateOfBirth)],
    ['Sex', patient.sex ?? ''],
    ['Collected', `${inWords(collectedOn)}, 07:50`],
    ['Report no.', reportNumber],
    ['Ordered by', orderedBy],
  ]
}

function headings(titles: string[]): Content {
  return {
    table: {
      widths: borderlessWidths,
      body: [titles.map((text) => ({ text, color: '#555555', fontSize: 8.5 }))],
    },
    layout: 'noBorders',
  }
}

function plainRow({ test, value, flag, unit, range }: LabResult): TableCell[] {
  return [test, { text: value, bold: flag !== '' }, { text: flag, bold: true }, unit, range]
}

function ruledTable(results: LabResult[]): ContentTable {
  const head = ['Test', 'Result', 'Flag', 'Unit', 'Reference range']
  return {
    table: {
      headerRows: 1,
      widths: [175, 60, 34, 66, '*'],
      body: [head.map((text) => ({ text, bold: true })), ...results.map(plainRow)],
    },
    layout: {
      fillColor: (row) => (row === 0 ? '#d4d9e2' : null),
      hLineWidth: () => 0.6,
      vLineWidth: () => 0.6,
      hLineColor: () => '#555555',
      vLineColor: () => '#555555',
      paddingTop: () => 2.5,
      paddingBottom: () => 1.5,
    },
  }
}

function closing(report: LabReport): Content[] {
  return [
    heading('Comment'),
    { text: report.comment },
    {
      margin: [0, 14, 0, 0],
      fontSize: 8.5,
      text: `H above, L below the reference range. Released electronically on ${inWords(report.collectedOn)}, 15:20, by Dr. Otto Reagent, laboratory physician.`,
    },
  ]
}

function inGroups(results: LabResult[]): [group: string, results: LabResult[]][] {
  return [...Map.groupBy(results, ({ group }) => group)]
}
