import { measureAll } from './lab/lab-result.ts'
import type { LabReport } from './papers/lab-report.paper.ts'
import { borderlessLabReport, ruledLabReport } from './papers/lab-report.paper.ts'
import { institutions } from './papers/institutions.ts'
import type { Prescription } from './papers/prescription.paper.ts'
import { prescriptionPaper } from './papers/prescription.paper.ts'
import type { SampleDocument } from './papers/sample-paper.ts'
import { phonePhoto, scannedPdf, textPdf } from './papers/sample-paper.ts'

/** For tests: a laboratory report as a PDF with text. What is left out is filled in. */
export function textLabReport(values: Partial<LabReport> = {}): SampleDocument {
  const report = { ...defaultReport, ...values }
  const paper = () => borderlessLabReport(report, institutions.laboratory)
  return textPdf('lab-report.pdf', wordsOf(report), paper)
}

/** For tests: a laboratory report printed, scanned and kept as a PDF of pictures. */
export function scannedLabReport(values: Partial<LabReport> = {}): SampleDocument {
  const report = { ...defaultReport, ...values }
  const paper = () => ruledLabReport(report, institutions.pathology)
  return scannedPdf('scanned-lab-report.pdf', wordsOf(report), paper)
}

/** For tests: a prescription photographed with a phone. */
export function photographedPrescription(values: Partial<Prescription> = {}): SampleDocument {
  const prescription = { ...defaultPrescription, ...values }
  const paper = () => prescriptionPaper(prescription, institutions.family)
  const medicines = prescription.medicines.flatMap(
    (medicine) => medicine.match(/^[A-Z][a-z]+/) ?? [],
  )
  const words = ['PRESCRIPTION', surname(prescription.patient.name), ...medicines]
  return phonePhoto('prescription.jpg', words, paper)
}

const patient = { name: 'Nora Samplewood', dateOfBirth: '1991-03-14', sex: 'female' }

const defaultReport: LabReport = {
  patient,
  collectedOn: '2026-03-10',
  reportNumber: 'NSL-1001',
  orderedBy: 'Dr. Helen Mockridge',
  results: measureAll(
    { hemoglobin: 11.2, ferritin: 9, creatinine: 0.74, ldl: 131, hba1c: 5.4, thyrotropin: 2.31 },
    'female',
  ),
  comment:
    'Anaemia with empty iron stores. Suggest iron and a check of ferritin after three months.',
}

const defaultPrescription: Prescription = {
  patient,
  issuedOn: '2026-03-11',
  doctor: 'Dr. Helen Mockridge',
  medicines: [
    'Ferrous sulfate 325 mg, one tablet every second day with orange juice',
    'Sumatriptan 50 mg, one tablet at the start of the headache',
  ],
  validFor: '3 months, one repeat',
}

/** Long plain words only: those survive a scanner. */
function wordsOf({ patient: { name }, results }: LabReport): string[] {
  const tests = results.flatMap(({ test }) => test.match(/[A-Z][a-z]{6,}/) ?? [])
  return [...new Set([surname(name), ...tests, 'Sampleton'])]
}

function surname(name: string): string {
  return name.split(' ').at(-1) ?? name
}
