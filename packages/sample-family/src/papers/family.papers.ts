import { idaChecks } from '../visits/ida.visits.ts'
import { leoChecks } from '../visits/leo.visits.ts'
import { listVaccinations } from '../visits/well-child.visits.ts'
import { institutions } from './institutions.ts'
import { borderlessLabReport } from './lab-report.paper.ts'
import { letterPaper } from './letter.paper.ts'
import { nameOfDoctor, photoName } from './paper-source.ts'
import type { PaperSource } from './paper-source.ts'
import { prescriptionPaper } from './prescription.paper.ts'
import type { SampleDocument } from './sample-paper.ts'
import { phonePhoto, scannedPdf, textPdf } from './sample-paper.ts'
import { vaccinationCard } from './vaccination-card.paper.ts'
import { labReport, sentences } from './walter.papers.ts'

type PapersByRecord = Record<string, SampleDocument[]>

export function noraPapers({ people, getVisit }: PaperSource): PapersByRecord {
  const patient = people.nora
  const report = (key: string, name: string, word: string, number: string, comment: string) => {
    const visit = getVisit(key)
    const paper = () =>
      borderlessLabReport(labReport(patient, visit, number, comment), institutions.laboratory)
    return { [key]: [textPdf(`${name}-${visit.date}.pdf`, ['Samplewood', word], paper)] }
  }
  const scanVisit = getVisit('nora-second-pregnancy-20')
  const mole = getVisit('nora-mole-histology')
  return {
    ...report(
      'nora-iron-second',
      'blood-count',
      'Ferritin',
      'NSL-6120',
      'Microcytic anaemia with empty iron stores. Suggest iron and a check of ferritin after three months.',
    ),
    ...report(
      'nora-iron-second-control',
      'blood-count',
      'Ferritin',
      'NSL-6377',
      'Red cells normal again. Ferritin still in the lower part of the reference range.',
    ),
    ...report(
      'nora-checkup-again',
      'lab-report',
      'TSH',
      'NSL-7002',
      'LDL cholesterol slightly above the ideal range.',
    ),
    [scanVisit.key]: [
      scannedPdf(`Scan ${scanVisit.date}.pdf`, ['Ultrasound', 'placenta', 'Samplewood'], () =>
        letterPaper(
          {
            title: 'Anatomy scan in the second trimester',
            patient,
            date: scanVisit.date,
            recipient: 'For the maternity notes',
            facts: [
              ['Week', '20 weeks and 0 days'],
              ['Pregnancy', 'second'],
            ],
            doctor: nameOfDoctor(scanVisit),
            role: 'Prenatal diagnosis',
            sections: [
              { heading: 'Ultrasound findings', list: sentences(scanVisit.investigations) },
              {
                heading: 'Organs seen',
                text: 'Head, brain, face, spine, heart with four chambers and outflow tracts, diaphragm, stomach, kidneys, bladder, arms and legs: without abnormality. Three vessels in the umbilical cord. Amniotic fluid normal.',
              },
              { heading: 'Assessment', text: scanVisit.diagnosis ?? '' },
              { heading: 'Next', text: scanVisit.reviewFollowup ?? '' },
            ],
          },
          { institution: institutions.women, font: 'Tinos', fontSize: 11.5, emblem: 'leaf' },
        ),
      ),
    ],
    [mole.key]: [
      scannedPdf(`histology-${mole.date}.pdf`, ['Histology', 'naevus', 'melanoma'], () =>
        letterPaper(
          {
            title: 'Histology report',
            patient,
            date: mole.date,
            recipient: 'Dr. Iris Parable\nExemplar Dermatology',
            facts: [
              ['Specimen', 'skin, left shoulder blade'],
              ['Number', 'H-2048'],
            ],
            doctor: 'Dr. Vera Microtome',
            role: 'Dermatopathologist',
            sections: [
              {
                heading: 'Macroscopy',
                text: 'Skin ellipse 16 x 9 mm with a brown spot of 7 mm. Suture at twelve o’clock. Cut into six slices, embedded completely.',
              },
              {
                heading: 'Microscopy',
                text: 'Nests of melanocytes at the tips of the rete ridges and in the upper dermis, bridging of neighbouring ridges, lamellar fibrosis, sparse lymphocytes. Nuclei moderately enlarged. No mitosis in the dermis. No spread into the upper epidermis.',
              },
              {
                heading: 'Result',
                list: sentences(mole.investigations),
              },
              {
                heading: 'Addendum: immunohistochemistry',
                text: 'Melan-A and SOX10 positive in the nests. HMB-45 positive at the junction, fading towards the depth. Ki-67 below two per cent. p16 kept.',
                newPage: true,
              },
              {
                heading: 'Advice',
                text: 'No second operation needed. Yearly check of the skin with a dermatoscope.',
              },
            ],
          },
          { institution: institutions.skin, font: 'Roboto', fontSize: 10.5, emblem: 'leaf' },
        ),
      ),
    ],
  }
}

export function danielPapers({ people, getVisit }: PaperSource): PapersByRecord {
  const visit = getVisit('daniel-fracture')
  const control = getVisit('daniel-checkup-12')
  return {
    [visit.key]: [
      textPdf(`radiology-report-${visit.date}.pdf`, ['radius', 'fracture', 'styloid'], () =>
        letterPaper(
          {
            title: 'RADIOLOGY REPORT',
            patient: people.daniel,
            date: visit.date,
            recipient: `To: ${nameOfDoctor(visit)}\nEmergency Department`,
            facts: [
              ['Study', 'X-ray, left wrist'],
              ['Number', 'R-551904'],
            ],
            doctor: 'Dr. Nils Roentgenson',
            role: 'Consultant radiologist',
            sections: [
              { heading: 'CLINICAL DETAILS', text: visit.chiefComplaint ?? '' },
              {
                heading: 'TECHNIQUE',
                text: 'Left wrist, posteroanterior and lateral. No earlier study.',
              },
              {
                heading: 'FINDINGS',
                text: `${visit.investigations?.split('. ')[0]}. Scaphoid and carpal bones intact. Joint line of the radius even. Soft tissue swelling on the back of the wrist.`,
              },
              { heading: 'IMPRESSION', text: visit.diagnosis ?? '' },
            ],
          },
          { institution: institutions.radiology, font: 'Courier', fontSize: 10.5, emblem: 'cross' },
        ),
      ),
    ],
    [control.key]: [
      textPdf(`lipids-${control.date}.pdf`, ['Samplewood', 'Triglycerides'], () =>
        borderlessLabReport(
          labReport(
            people.daniel,
            control,
            'NSL-6201',
            'LDL cholesterol has fallen against earlier reports.',
          ),
          institutions.laboratory,
        ),
      ),
    ],
  }
}

export function leoPapers({ people, getVisit }: PaperSource): PapersByRecord {
  const check = getVisit('leo-check-60')
  return {
    [check.key]: [
      textPdf('vaccination-card-leo.pdf', ['Hexavalent', 'tetanus', 'Varicella'], () =>
        vaccinationCard(
          {
            patient: people.leo,
            vaccinations: listVaccinations(leoChecks(people.leo)),
            doctor: nameOfDoctor(check),
          },
          institutions.children,
        ),
      ),
    ],
  }
}

export function idaPapers({ people, getVisit }: PaperSource): PapersByRecord {
  const check = getVisit('ida-check-18')
  const otitis = getVisit('ida-otitis')
  return {
    [check.key]: [
      phonePhoto(photoName(check.date), ['Vaccination', 'Pneumococcal', 'Rotavirus'], () =>
        vaccinationCard(
          {
            patient: people.ida,
            vaccinations: listVaccinations(idaChecks(people.ida)),
            doctor: nameOfDoctor(check),
          },
          institutions.children,
        ),
      ),
    ],
    [otitis.key]: [
      phonePhoto(photoName(otitis.date), ['Amoxicillin', 'Ibuprofen'], () =>
        prescriptionPaper(
          {
            patient: people.ida,
            issuedOn: otitis.date,
            doctor: nameOfDoctor(otitis),
            medicines: otitis.prescription?.split('\n') ?? [],
            validFor: '4 weeks',
          },
          institutions.children,
        ),
      ),
    ],
  }
}
