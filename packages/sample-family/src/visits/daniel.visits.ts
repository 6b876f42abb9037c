import type { Calendar } from '../calendar.ts'
import { totalCholesterol } from '../lab/formulas.ts'
import { measureAll } from '../lab/lab-result.ts'
import type { LabResult } from '../lab/lab-result.ts'
import { wavering } from '../lab/trend.ts'
import { doctors } from '../people/doctors.ts'
import type { Visit, VisitFields } from './visit.ts'

/** The partner: a broken wrist, cholesterol that a better diet brings down, hay fever. */
export function danielVisits(calendar: Calendar): Visit[] {
  const visits = { ...cholesterol(calendar), ...fracture(calendar), ...everyday(calendar) }
  return Object.entries(visits).map(([key, fields]) => ({
    key: `daniel-${key}`,
    person: 'daniel',
    ...fields,
  }))
}

function danielResults(monthsAgo: number): LabResult[] {
  const lipids = {
    ldl: wavering(
      'daniel ldl',
      [
        [108, 138],
        [72, 161],
        [48, 149],
        [12, 118],
      ],
      monthsAgo,
      3,
    ),
    hdl: wavering(
      'daniel hdl',
      [
        [108, 44],
        [12, 52],
      ],
      monthsAgo,
      2,
    ),
    triglycerides: wavering(
      'daniel triglycerides',
      [
        [72, 182],
        [12, 121],
      ],
      monthsAgo,
      10,
    ),
  }
  const creatinine = Number(wavering('daniel creatinine', [[0, 0.96]], monthsAgo, 0.05).toFixed(2))
  const glucose = wavering('daniel glucose', [[0, 92]], monthsAgo, 4)
  return measureAll(
    { glucose, creatinine, cholesterol: totalCholesterol(lipids), ...lipids },
    'male',
  )
}

const cholesterol = ({ ago, ahead }: Calendar): Record<string, VisitFields> => ({
  'checkup-108': {
    date: ago(108),
    chiefComplaint: 'Check-up for a new job.',
    doctor: doctors.family,
    investigations: 'Blood pressure 124/78 mmHg, weight 84.0 kg, height 183 cm.',
    results: danielResults(108),
    diagnosis: 'LDL cholesterol above the ideal range.',
  },
  'checkup-72': {
    date: ago(72),
    chiefComplaint: 'Check-up. Father-in-law and uncle ask about cholesterol.',
    doctor: doctors.family,
    investigations: 'Blood pressure 132/84 mmHg, weight 90.2 kg.',
    results: danielResults(72),
    diagnosis: 'Raised LDL cholesterol, low overall risk.',
    notes: 'Diet first: less butter and sausage, oats, nuts. Cycling to work.',
    reviewFollowup: 'Lipids in two years.',
  },
  'checkup-48': {
    date: ago(48),
    chiefComplaint: 'Cholesterol check.',
    doctor: doctors.family,
    investigations: 'Blood pressure 128/80 mmHg, weight 87.1 kg.',
    results: danielResults(48),
    diagnosis: 'Raised LDL cholesterol, improving.',
  },
  'checkup-12': {
    date: ago(12),
    chiefComplaint: 'Check-up.',
    doctor: doctors.family,
    investigations: 'Blood pressure 122/78 mmHg, weight 82.6 kg.',
    results: danielResults(12),
    diagnosis: 'LDL cholesterol much improved by diet and cycling.',
    reviewFollowup: `Lipids on ${ahead(65)} or later; no tablet needed.`,
  },
})

const fracture = ({ exactlyAgo, ago }: Calendar): Record<string, VisitFields> => ({
  fracture: {
    date: exactlyAgo(27, 8),
    chiefComplaint: 'Fall from the bicycle onto the left hand, wrist swollen and painful.',
    doctor: doctors.emergency,
    investigations:
      'X-ray of the left wrist in two planes: extra-articular fracture of the distal radius, dorsal tilt 8 degrees, ulnar styloid intact. Feeling and blood flow of the hand normal.',
    diagnosis: 'Fracture of the left distal radius, minimally displaced.',
    prescription:
      'Forearm cast for five weeks\nIbuprofen 400 mg three times daily for three days with food\nParacetamol 1000 mg when needed',
    notes:
      'Wore a helmet, no head injury. Grazes of the left knee cleaned. Tetanus booster given (Td, batch SX-4308).',
    reviewFollowup: 'X-ray in the cast after one week.',
  },
  'fracture-week': {
    date: ago(27, 1),
    chiefComplaint: 'Check of the wrist after one week.',
    doctor: doctors.bones,
    investigations: 'X-ray in the cast: position unchanged, dorsal tilt 8 degrees.',
    diagnosis: 'Fracture of the left distal radius, stable.',
    reviewFollowup: 'Cast off after five weeks.',
  },
  'fracture-cast-off': {
    date: ago(26, 2),
    chiefComplaint: 'Cast removal.',
    doctor: doctors.bones,
    investigations: 'X-ray: fracture healed with callus. Flexion 45, extension 40 degrees.',
    diagnosis: 'Healed fracture of the left distal radius.',
    prescription: 'Physiotherapy, six sessions',
  },
  'fracture-physiotherapy': {
    date: ago(24),
    chiefComplaint: 'Last session for the left wrist.',
    doctor: doctors.physiotherapy,
    investigations: 'Flexion 75, extension 70 degrees, grip 42 kg left and 46 kg right.',
    notes: 'Back on the bicycle.',
  },
})

const everyday = ({ ago }: Calendar): Record<string, VisitFields> => ({
  'hay-fever': {
    date: ago(102),
    chiefComplaint: 'Sneezing and itching eyes each April and May.',
    doctor: doctors.family,
    investigations: 'Skin prick test: birch and hazel positive, grass negative.',
    diagnosis: 'Seasonal allergic rhinoconjunctivitis (birch).',
    prescription: 'Cetirizine 10 mg daily in the season\nMometasone nasal spray once daily',
  },
  back: {
    date: ago(62, 6),
    chiefComplaint: 'Low back pain for one week after moving house.',
    doctor: doctors.family,
    investigations: 'No loss of strength or feeling, straight leg raise negative.',
    diagnosis: 'Acute low back pain without warning signs.',
    prescription: 'Ibuprofen 400 mg up to three times daily for five days, keep moving',
  },
  dentist: {
    date: ago(33),
    chiefComplaint: 'Wisdom tooth, lower left, painful.',
    doctor: doctors.teeth,
    investigations: 'Panoramic X-ray: impacted lower left wisdom tooth.',
    diagnosis: 'Impacted wisdom tooth.',
    prescription:
      'Removed under local anaesthesia\nAmoxicillin 500 mg three times daily for five days',
  },
  influenza: {
    date: ago(18, 4),
    chiefComplaint: 'Fever of 39.1 °C, aching limbs and cough for two days.',
    doctor: doctors.family,
    investigations: 'Rapid test: influenza A positive. Lungs clear, saturation 98 %.',
    diagnosis: 'Influenza A.',
    prescription: 'Rest, fluids, paracetamol 1000 mg when needed',
  },
  'dentist-cleaning': {
    date: ago(9),
    chiefComplaint: 'Check and cleaning.',
    doctor: doctors.teeth,
    investigations: 'No caries, gums healthy.',
    reviewFollowup: 'In one year.',
  },
})
