import type { Content } from 'pdfmake/interfaces.js'
import { inWords } from '../calendar.ts'
import type { Patient } from './lab-report.paper.ts'
import type { Institution } from './paper-parts.ts'
import { letterhead, patientBlock, signature, stamp } from './paper-parts.ts'
import type { Paper } from './pdf.writer.ts'

/** A sheet for the pharmacy. */
export interface Prescription {
  patient: Patient
  /** `YYYY-MM-DD` */
  issuedOn: string
  doctor: string
  /** One medicine a line: `Metformin 1000 mg, one tablet twice daily with meals`. */
  medicines: string[]
  validFor: string
}

export function prescriptionPaper(prescription: Prescription, institution: Institution): Paper {
  const { patient, issuedOn, doctor, medicines, validFor } = prescription
  return {
    title: 'Prescription',
    issuer: institution.name,
    printedOn: issuedOn,
    font: 'Roboto',
    fontSize: 12,
    content: [
      letterhead(institution, 'leaf'),
      {
        text: 'PRESCRIPTION',
        fontSize: 17,
        bold: true,
        characterSpacing: 1,
        margin: [0, 4, 0, 10],
      },
      patientBlock([
        ['Patient', patient.name],
        ['Born', inWords(patient.dateOfBirth)],
        ['Date', inWords(issuedOn)],
        ['Valid', validFor],
      ]),
      { stack: medicines.map(numberedMedicine), margin: [0, 10, 0, 10] },
      { text: 'Generic substitution permitted. Not valid without signature.', fontSize: 9.5 },
      {
        columns: [signature(doctor, institution.name), stamp(institution)],
        margin: [0, 10, 0, 0],
      },
    ],
  }
}

/** Columns instead of a list: a list's numbers stand after the first line in the text layer. */
function numberedMedicine(medicine: string, index: number): Content {
  const [name = '', ...how] = medicine.split(', ')
  return {
    columns: [
      { text: `${index + 1}.`, width: 20 },
      { stack: [{ text: name, bold: true, fontSize: 13 }, how.join(', ')] },
    ],
    margin: [0, 0, 0, 10],
  }
}
