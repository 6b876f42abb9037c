import type { Calendar } from '../calendar.ts'
import { totalCholesterol } from '../lab/formulas.ts'
import { measureAll } from '../lab/lab-result.ts'
import type { LabResult } from '../lab/lab-result.ts'
import { wavering } from '../lab/trend.ts'
import { doctors } from '../people/doctors.ts'
import { noraPregnancies } from './nora-pregnancies.visits.ts'
import type { Visit, VisitFields } from './visit.ts'

/** The account holder: two pregnancies, iron deficiency, migraine, a mole, teeth and eyes. */
export function noraVisits(calendar: Calendar): Visit[] {
  const visits: Record<string, VisitFields> = {
    ...familyPractice(calendar),
    ...iron(calendar),
    ...skin(calendar),
    ...teethAndEyes(calendar),
    ...noraPregnancies(calendar),
  }
  return Object.entries(visits).map(([key, fields]) => ({
    key: `nora-${key}`,
    person: 'nora',
    ...fields,
  }))
}

function bloodCount(hemoglobin: number, ferritin: number, key: string): LabResult[] {
  // Small pale cells go with empty iron stores.
  const cellVolume = ferritin < 16 ? 76 + ferritin / 4 : 88
  return measureAll(
    {
      whiteCells: wavering(`white cells ${key}`, [[0, 6.9]], 0, 1.4),
      redCells: (hemoglobin / (cellVolume * 0.335)) * 10,
      hemoglobin,
      hematocrit: hemoglobin * 2.985,
      cellVolume,
      platelets: wavering(`platelets ${key}`, [[0, 262]], 0, 45),
      ferritin,
    },
    'female',
  )
}

const familyPractice = ({ ago, ahead }: Calendar): Record<string, VisitFields> => ({
  registration: {
    date: ago(119),
    chiefComplaint: 'New patient, wants vaccinations checked.',
    doctor: doctors.family,
    investigations: 'Blood pressure 112/70 mmHg, pulse 68/min, weight 61.5 kg, height 169 cm.',
    diagnosis: 'Healthy. Migraine with aura, two attacks a year.',
    prescription: 'Tetanus, diphtheria and pertussis booster (Tdap), batch SX-1102, left upper arm',
    notes:
      'Allergy to penicillin: rash as a child. No contraceptive with oestrogen because of the aura.',
    reviewFollowup: 'Tetanus booster in ten years.',
  },
  sinusitis: {
    date: ago(87, 12),
    chiefComplaint: 'Blocked nose, pressure over the left cheek for eleven days.',
    doctor: doctors.family,
    investigations: 'Temperature 37.9 °C. Tender over the left maxillary sinus.',
    diagnosis: 'Acute sinusitis.',
    prescription:
      'Doxycycline 100 mg once daily for seven days\nXylometazoline nasal spray, at most one week',
    notes: 'No amoxicillin: penicillin allergy.',
  },
  migraine: {
    date: ago(58),
    chiefComplaint: 'Migraine with flickering sight, now three attacks a month.',
    doctor: doctors.family,
    investigations: 'Blood pressure 116/74 mmHg. Neurological examination normal.',
    diagnosis: 'Migraine with aura.',
    prescription:
      'Sumatriptan 50 mg at the start of the headache, at most two on one day\nMagnesium 300 mg daily',
    notes: 'Triggers: lack of sleep, red wine. Headache diary started.',
    reviewFollowup: 'In three months with the diary.',
  },
  'migraine-control': {
    date: ago(55),
    chiefComplaint: 'Headache diary.',
    doctor: doctors.family,
    diagnosis: 'Migraine with aura, one attack a month.',
    prescription: 'Sumatriptan 50 mg at the start of the headache',
    notes: 'Sumatriptan works within one hour. No daily medicine needed.',
  },
  bladder: {
    date: ago(44, 5),
    chiefComplaint: 'Burning when passing water since yesterday.',
    doctor: doctors.family,
    investigations: 'Urine dipstick: leucocytes and nitrite positive. No fever, no flank pain.',
    diagnosis: 'Uncomplicated cystitis.',
    prescription: 'Nitrofurantoin 100 mg twice daily for five days',
  },
  checkup: {
    date: ago(39),
    chiefComplaint: 'Check-up at 32.',
    doctor: doctors.family,
    investigations: 'Blood pressure 114/72 mmHg, pulse 66/min, weight 63.2 kg.',
    results: measureAll(
      { glucose: 86, creatinine: 0.72, thyrotropin: 1.84, vitaminD: 22, ...lipids(39) },
      'female',
    ),
    diagnosis: 'Healthy. Low vitamin D.',
    prescription: 'Vitamin D3 1000 IU daily from October to April',
  },
  'checkup-again': {
    date: ago(5),
    chiefComplaint: 'Check-up at 35. Tired, with two small children and a sick father.',
    doctor: doctors.family,
    investigations: 'Blood pressure 118/76 mmHg, pulse 70/min, weight 64.8 kg.',
    results: measureAll(
      { glucose: 89, creatinine: 0.74, thyrotropin: 2.31, vitaminD: 31, ...lipids(5) },
      'female',
    ),
    diagnosis: 'Healthy. LDL cholesterol slightly raised.',
    notes: 'Grandfather had a stroke, father has diabetes: keep weight, move. Diet explained.',
    reviewFollowup: `Due on ${ahead(40)}: flu vaccination. Check-up again in two years.`,
  },
})

function lipids(monthsAgo: number) {
  const parts = {
    ldl: wavering(
      'nora ldl',
      [
        [119, 96],
        [5, 112],
      ],
      monthsAgo,
      2,
    ),
    hdl: 62,
    triglycerides: wavering('nora triglycerides', [[0, 88]], monthsAgo, 12),
  }
  return { cholesterol: totalCholesterol(parts), ...parts }
}

const iron = ({ ago }: Calendar): Record<string, VisitFields> => ({
  'iron-first': {
    date: ago(95),
    chiefComplaint: 'Tired and short of breath on stairs three months after the birth of Leo.',
    doctor: doctors.family,
    results: bloodCount(10.6, 7, 'iron-first'),
    diagnosis: 'Iron deficiency anaemia after birth.',
    prescription: 'Ferrous sulfate 325 mg every second day on an empty stomach, with orange juice',
    reviewFollowup: 'Blood count in eight weeks.',
  },
  'iron-first-control': {
    date: ago(93),
    chiefComplaint: 'Blood count after eight weeks of iron.',
    doctor: doctors.family,
    results: bloodCount(12.4, 19, 'iron-first-control'),
    diagnosis: 'Anaemia corrected, iron stores filling.',
    prescription: 'Ferrous sulfate 325 mg every second day, three more months',
  },
  'iron-second': {
    date: ago(14),
    chiefComplaint:
      'Hair loss and tiredness six months after the birth of Ida, still breast-feeding.',
    doctor: doctors.family,
    investigations: 'Blood pressure 110/68 mmHg. Pale conjunctivae.',
    results: bloodCount(11.2, 9, 'iron-second'),
    diagnosis: 'Iron deficiency anaemia.',
    prescription: 'Ferrous sulfate 325 mg every second day for four months',
    notes: 'No heavy periods, no blood in the stool. Vegetarian for two years.',
    reviewFollowup: 'Blood count and ferritin in three months.',
  },
  'iron-second-control': {
    date: ago(11),
    chiefComplaint: 'Blood count after three months of iron.',
    doctor: doctors.family,
    results: bloodCount(12.9, 24, 'iron-second-control'),
    diagnosis: 'Anaemia corrected.',
    prescription: 'Ferrous sulfate 325 mg every second day, one more month',
    notes: 'Less tired. Advised on lentils, oats and vitamin C.',
  },
})

const skin = ({ ago, ahead }: Calendar): Record<string, VisitFields> => ({
  mole: {
    date: ago(50),
    chiefComplaint: 'A mole on the back that has grown darker.',
    doctor: doctors.skin,
    investigations:
      'Dermatoscopy: 7 mm, two colours, irregular network on the left shoulder blade. Remaining skin without suspicion.',
    diagnosis: 'Atypical naevus, left shoulder blade.',
    prescription: 'Removed under local anaesthesia with 2 mm margin.',
    reviewFollowup: 'Stitches out in twelve days, histology by letter.',
  },
  'mole-histology': {
    date: ago(49, 14),
    chiefComplaint: 'Stitches out, histology result.',
    doctor: doctors.skin,
    investigations:
      'Histology: compound dysplastic naevus with moderate atypia, margins free. No melanoma.',
    diagnosis: 'Dysplastic naevus, removed completely.',
    notes: 'Sun protection, look at own skin once a month.',
    reviewFollowup: 'Skin check once a year.',
  },
  'skin-check': {
    date: ago(12, 10),
    chiefComplaint: 'Yearly skin check.',
    doctor: doctors.skin,
    investigations:
      'Full skin examined with dermatoscope: no suspicious lesion. Scar on the left shoulder blade pale.',
    diagnosis: 'No suspicious lesion.',
    reviewFollowup: `Due on ${ahead(9)}: yearly skin check.`,
  },
})

const teethAndEyes = ({ ago, ahead }: Calendar): Record<string, VisitFields> => ({
  'dentist-filling': {
    date: ago(66),
    chiefComplaint: 'Pain on cold at the lower right.',
    doctor: doctors.teeth,
    investigations: 'Bitewing X-ray: caries between the lower right molars.',
    diagnosis: 'Caries of the first molar, lower right.',
    prescription: 'Composite filling.',
  },
  'dentist-cleaning': {
    date: ago(30),
    chiefComplaint: 'Check and cleaning.',
    doctor: doctors.teeth,
    investigations: 'No caries. Gums healthy.',
    notes: 'Grinds her teeth at night: splint discussed.',
  },
  dentist: {
    date: ago(7),
    chiefComplaint: 'Check and cleaning.',
    doctor: doctors.teeth,
    investigations: 'No caries. Slight wear of the front teeth.',
    diagnosis: 'Bruxism.',
    prescription: 'Occlusal splint for the night.',
    reviewFollowup: `Due on ${ahead(-24)}: dental check and cleaning.`,
  },
  eyes: {
    date: ago(34),
    chiefComplaint: 'Blurred far sight when driving in the evening.',
    doctor: doctors.eyes,
    investigations:
      'Visual acuity without glasses right 0.6, left 0.7; with glasses 1.2 on both sides. Eye pressure 14 mmHg. Fundus normal.',
    diagnosis: 'Mild myopia and astigmatism.',
    prescription: 'Glasses: right -1.25 -0.50 axis 10, left -1.00 -0.50 axis 170',
    reviewFollowup: 'In two years.',
  },
})
