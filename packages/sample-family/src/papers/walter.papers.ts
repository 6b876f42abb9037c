import { addDays, inWords } from '../calendar.ts'
import type { Visit } from '../visits/visit.ts'
import { institutions } from './institutions.ts'
import type { LabReport } from './lab-report.paper.ts'
import { borderlessLabReport, ruledLabReport } from './lab-report.paper.ts'
import type { Letter } from './letter.paper.ts'
import { letterPaper } from './letter.paper.ts'
import { nameOfDoctor, photoName } from './paper-source.ts'
import type { PaperSource } from './paper-source.ts'
import { prescriptionPaper } from './prescription.paper.ts'
import type { SampleDocument } from './sample-paper.ts'
import { phonePhoto, scannedPdf, textPdf } from './sample-paper.ts'

/** Laboratory reports over nine years, a prescription, a discharge letter and an eye letter, by record. */
export function walterPapers({ people, getVisit }: PaperSource): Record<string, SampleDocument[]> {
  const { walter } = people
  const review = (at: number) => getVisit(`walter-review-${at}`)
  const report = (at: number) =>
    labReport(walter, review(at), `NSL-${7700 - at}`, comments[at] ?? '')
  const ruled = (at: number) =>
    textPdf(`lab-report-${review(at).date}.pdf`, ['Exampleton', 'Albumin'], () =>
      ruledLabReport(report(at), institutions.pathology),
    )
  const borderless = (at: number) =>
    textPdf(`lab-report-${review(at).date}.pdf`, ['Exampleton', 'Northfield'], () =>
      borderlessLabReport(report(at), institutions.laboratory),
    )
  const first = review(112)
  const last = review(4)
  const admission = getVisit('walter-pneumonia')
  const retina = getVisit('walter-eye-17')
  return {
    [first.key]: [
      scannedPdf(`Scan ${first.date}.pdf`, ['Exampleton', 'Triglycerides'], () =>
        ruledLabReport(report(112), institutions.pathology),
      ),
    ],
    [review(76).key]: [borderless(76)],
    [review(52).key]: [borderless(52)],
    [review(28).key]: [borderless(28)],
    [review(16).key]: [ruled(16)],
    [review(10).key]: [ruled(10)],
    [last.key]: [
      ruled(4),
      phonePhoto(photoName(last.date), ['Empagliflozin', 'Atorvastatin', 'Exampleton'], () =>
        prescriptionPaper(
          {
            patient: walter,
            issuedOn: last.date,
            doctor: nameOfDoctor(last),
            medicines: last.prescription?.split('\n') ?? [],
            validFor: '3 months, one repeat',
          },
          institutions.family,
        ),
      ),
    ],
    [admission.key]: [
      textPdf(
        `discharge-letter-${addDays(admission.date, 6)}.pdf`,
        ['pneumonia', 'Discharge', 'consolidation'],
        () =>
          letterPaper(dischargeLetter(walter, admission), {
            institution: institutions.hospital,
            font: 'Tinos',
            fontSize: 12,
            emblem: 'cross',
          }),
      ),
    ],
    [retina.key]: [
      textPdf(`eye-clinic-${retina.date}.pdf`, ['retinopathy', 'microaneurysms'], () =>
        letterPaper(retinaLetter(walter, retina), {
          institution: institutions.eyes,
          font: 'Roboto',
          fontSize: 10.5,
          emblem: 'eye',
        }),
      ),
    ],
  }
}

const comments: Record<number, string> = {
  112: 'Glucose and hemoglobin A1c in the range of diabetes mellitus. Please confirm by a second measurement if there are no symptoms.',
  76: 'Hemoglobin A1c above the reference range, known diabetes.',
  52: 'Hemoglobin A1c has risen against the last report. Urine albumin slightly raised.',
  28: 'Albumin/creatinine ratio raised in two samples: consistent with albuminuria A2.',
  16: 'Kidney filtration (CKD-EPI 2021) has fallen slowly over the last years.',
  10: 'Kidney filtration (CKD-EPI 2021) in the range of stage G3a.',
  4: 'LDL cholesterol has risen against the last report. Kidney filtration (CKD-EPI 2021) in the range of stage G3a, stable.',
}

export function labReport(
  patient: LabReport['patient'],
  visit: Visit,
  reportNumber: string,
  comment: string,
): LabReport {
  return {
    patient,
    collectedOn: visit.date,
    reportNumber,
    orderedBy: nameOfDoctor(visit),
    results: visit.results ?? [],
    comment,
  }
}

function dischargeLetter(patient: Letter['patient'], visit: Visit): Letter {
  return {
    title: 'Discharge letter',
    patient,
    date: addDays(visit.date, 6),
    recipient: 'Dr. Helen Mockridge\nSampleton Family Practice\n12 Example Street, Sampleton',
    facts: [
      ['Admitted', inWords(visit.date)],
      ['Stay', 'six days, Ward 4B'],
    ],
    doctor: nameOfDoctor(visit),
    role: 'Consultant, Respiratory Medicine',
    sections: [
      { heading: 'Diagnoses', list: sentences(visit.diagnosis) },
      {
        heading: 'Reason for admission',
        text: `${visit.chiefComplaint} On arrival he was awake and oriented, temperature 39.4 °C, respiratory rate 28/min, blood pressure 112/64 mmHg, pulse 108/min. Coarse crackles over the right base. CURB-65 score 2.`,
      },
      {
        heading: 'History',
        text: 'Type 2 diabetes for six years, high blood pressure, raised cholesterol. Cataract in both eyes. Former smoker with about 20 pack-years, stopped at the age of 52. No known allergy. Retired carpenter, lives with his dog in a ground floor flat, walks without help, cooks for himself. His daughter visits twice a week.',
      },
      {
        heading: 'Examination',
        text: 'Dry tongue, skin warm. Heart sounds clear, no oedema. Dull percussion and bronchial breathing over the right lower lobe. Abdomen soft. No stiff neck, no weakness. Skin of the feet intact, sensation at the big toes slightly reduced.',
      },
      { heading: 'Findings', list: sentences(visit.investigations) },
      {
        heading: 'Course',
        text: 'We gave oxygen through nasal prongs for three days, fluids, ceftriaxone 2 g once daily and azithromycin 500 mg once daily into the vein. Fever fell on the third day. Metformin and empagliflozin were paused on admission because of dehydration and acute kidney injury; blood sugar was covered with insulin and lay between 130 and 190 mg/dL. Creatinine fell to 1.18 mg/dL. From the fourth day he walked on the ward without oxygen and breathing exercises were taught by physiotherapy. Antibiotics were changed to tablets on the fifth day.',
      },
      { heading: 'Laboratory values on admission', results: visit.results ?? [], newPage: true },
      {
        heading: 'Imaging',
        text: 'Chest X-ray in two planes: consolidation of the right lower lobe with air bronchogram, small effusion on the right. Heart of normal size. No congestion. No further lesion. ECG: sinus tachycardia 108/min, no change of ST segments. Urine antigens for Legionella and pneumococci negative.',
      },
      {
        heading: 'Microbiology',
        text: 'Two pairs of blood cultures: no growth after five days. Sputum: normal flora. Swab for influenza A, influenza B and SARS-CoV-2 negative.',
      },
      {
        heading: 'Physiotherapy',
        text: 'Breathing exercises twice a day from the second day. On discharge he walks 200 metres and one flight of stairs without oxygen; saturation 95 % afterwards.',
      },
      {
        heading: 'Diabetes advice',
        text: 'Sick-day rules repeated: with fever, vomiting or diarrhoea he pauses metformin and empagliflozin and measures his sugar four times a day.',
      },
      {
        heading: 'Medicines on discharge',
        list: visit.prescription?.split('\n') ?? [],
        newPage: true,
      },
      {
        heading: 'Continue unchanged',
        list: [
          'Lisinopril 20 mg in the morning',
          'Amlodipine 5 mg in the morning',
          'Atorvastatin 40 mg in the evening',
        ],
      },
      {
        heading: 'What we ask of you',
        list: [
          'Check of kidney values and potassium in one week; metformin and empagliflozin again when he eats normally.',
          'Chest X-ray in six weeks, to see that the consolidation has gone.',
          'Yearly flu vaccination. Pneumococcal vaccination has been given.',
        ],
      },
      {
        heading: 'Advice for the patient',
        text: 'Rest for two weeks, walk a little more each day. Drink about two litres a day. Come back at once if fever returns, breathing gets worse, or chest pain or confusion appears.',
      },
    ],
  }
}

function retinaLetter(patient: Letter['patient'], visit: Visit): Letter {
  return {
    title: 'Retinal screening in diabetes',
    patient,
    date: visit.date,
    recipient: 'Dr. Helen Mockridge\nSampleton Family Practice\n12 Example Street, Sampleton',
    facts: [
      ['Diabetes', 'type 2'],
      ['Lens', 'artificial on the right'],
    ],
    doctor: nameOfDoctor(visit),
    role: 'Ophthalmologist, Exemplar Eye Clinic',
    sections: [
      { heading: 'Examination', text: visit.investigations ?? '' },
      { heading: 'Result', text: visit.diagnosis ?? '' },
      {
        heading: 'Compared with earlier',
        text: 'The two microaneurysms of the right eye seen at an earlier screening can no longer be found. Visual acuity with glasses right 1.0, left 0.7. The cataract of the left eye is unchanged and does not need an operation yet.',
      },
      { heading: 'Next screening', text: visit.reviewFollowup ?? '' },
    ],
  }
}

/** Cuts at full stops that end a sentence, not at decimal points. */
export function sentences(text: string | undefined): string[] {
  return text?.split(/(?<=\.)\s+(?=[A-Z])/) ?? []
}
