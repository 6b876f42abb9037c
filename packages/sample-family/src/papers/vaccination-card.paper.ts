import { inWords } from '../calendar.ts'
import type { DatedVaccination } from '../visits/vaccinations.ts'
import type { Patient } from './lab-report.paper.ts'
import type { Institution } from './paper-parts.ts'
import { letterhead, patientBlock, signature, stamp } from './paper-parts.ts'
import type { Paper } from './pdf.writer.ts'

interface VaccinationCard {
  patient: Patient
  vaccinations: DatedVaccination[]
  doctor: string
}

export function vaccinationCard(card: VaccinationCard, institution: Institution): Paper {
  const printedOn = card.vaccinations.at(-1)?.date ?? card.patient.dateOfBirth
  return {
    title: 'Vaccination card',
    issuer: institution.name,
    printedOn,
    font: 'Roboto',
    fontSize: 10.5,
    content: [
      letterhead(institution, 'leaf'),
      { text: 'Vaccination card', fontSize: 18, bold: true, margin: [0, 2, 0, 8] },
      patientBlock([
        ['Child', card.patient.name],
        ['Born', inWords(card.patient.dateOfBirth)],
      ]),
      {
        table: {
          headerRows: 1,
          widths: [92, 82, 42, '*', 54],
          body: [
            ['Date', 'Vaccine', 'Dose', 'Protects from', 'Batch'].map((text) => ({
              text,
              bold: true,
            })),
            ...card.vaccinations.map(({ date, vaccine, dose, protectsFrom, batch }) => [
              inWords(date),
              { text: vaccine, bold: true },
              dose,
              { text: protectsFrom, fontSize: 9 },
              batch,
            ]),
          ],
        },
        layout: {
          fillColor: (row) => (row === 0 ? '#f3d9cc' : row % 2 === 0 ? '#fbf4f0' : null),
          hLineWidth: () => 0.6,
          vLineWidth: () => 0.6,
          hLineColor: () => '#8a6d60',
          vLineColor: () => '#8a6d60',
          paddingTop: () => 3,
          paddingBottom: () => 2,
        },
      },
      {
        text: 'Bring this card to every visit and on journeys.',
        italics: true,
        margin: [0, 10, 0, 0],
      },
      {
        columns: [signature(card.doctor, institution.name), stamp(institution)],
      },
    ],
  }
}
