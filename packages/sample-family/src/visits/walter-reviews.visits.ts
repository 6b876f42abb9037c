import type { Calendar } from '../calendar.ts'
import { doctors } from '../people/doctors.ts'
import type { Visit } from './visit.ts'
import { walterMedicines, walterResults, walterVitals } from './walter.course.ts'

interface Review {
  at: number
  complaint: string
  findings: string
  notes: string
  followup: string
}

/** Half-yearly diabetes and blood pressure reviews; each tells why the next step of treatment came. */
export function walterReviews(calendar: Calendar): Visit[] {
  return reviews(calendar).map(({ at, complaint, findings, notes, followup }) => ({
    key: `walter-review-${at}`,
    person: 'walter',
    date: calendar.ago(at),
    chiefComplaint: complaint,
    doctor: at === 46 ? doctors.diabetes : doctors.family,
    investigations: walterVitals(at),
    results: walterResults(at),
    diagnosis: findings,
    prescription: walterMedicines(at).join('\n'),
    notes,
    reviewFollowup: followup,
  }))
}

const controlled = 'Type 2 diabetes, hypertension, raised cholesterol: at target.'

const reviews = (calendar: Calendar): Review[] => [
  {
    at: 112,
    complaint: 'Thirst, passing water at night for two months; result of the blood test.',
    findings: 'Type 2 diabetes mellitus, new. Essential hypertension. Mixed hyperlipidaemia.',
    notes:
      'Explained diagnosis. Walks little, two beers on most evenings. Given diet plan and a place in the diabetes course. Feet: pulses felt, sensation to monofilament normal.',
    followup:
      'In three months with kidney values after starting lisinopril. Refer to eye clinic for retinal screening.',
  },
  {
    at: 109,
    complaint: 'First check after starting tablets. Loose stools in the first week, now settled.',
    findings: 'Type 2 diabetes and hypertension, improving. Creatinine stable on lisinopril.',
    notes:
      'Finished the diabetes course. Walks 30 minutes a day. Home readings of blood pressure around 145/88.',
    followup: 'In three months: HbA1c; raise metformin if above 7.0 %.',
  },
  {
    at: 106,
    complaint: 'Diabetes review. Feels well, no thirst.',
    findings: 'Type 2 diabetes, better but above target. Hypertension not yet at target.',
    notes: 'Metformin raised to 1000 mg twice daily. No muscle pain on atorvastatin.',
    followup: 'In six months with fasting bloods.',
  },
  {
    at: 100,
    complaint: 'Diabetes review. Has lost almost 3 kg.',
    findings: 'Type 2 diabetes at target. LDL cholesterol above target.',
    notes:
      'First grandchild on the way, proud of the weight. Discussed a higher statin dose, wishes to try diet for another half year.',
    followup: 'In six months: lipids.',
  },
  {
    at: 94,
    complaint: 'Diabetes review, cholesterol result.',
    findings: 'Type 2 diabetes at target. LDL cholesterol above target despite diet.',
    notes: 'Agrees to atorvastatin 40 mg. Feet normal.',
    followup: 'In six months: lipids, liver value.',
  },
  {
    at: 88,
    complaint: 'Diabetes review. Headache in the morning now and then.',
    findings: 'Hypertension above target. LDL cholesterol at target on 40 mg atorvastatin.',
    notes: 'Home diary of blood pressure: mean 147/87. Lisinopril raised to 20 mg. Less salt.',
    followup: 'Kidney values and potassium in two weeks; review in six months.',
  },
  {
    at: 82,
    complaint: 'Diabetes review, no complaints.',
    findings: controlled,
    notes:
      'Looks after his grandson two days a week, highly motivated. Monofilament normal, pulses felt.',
    followup: 'In six months.',
  },
  {
    at: 76,
    complaint: 'Diabetes review. Blood pressure at home higher for two months.',
    findings: 'Hypertension above target on one medicine.',
    notes: 'Amlodipine 5 mg added. Warned of swollen ankles.',
    followup: 'Blood pressure diary after four weeks; review in six months.',
  },
  {
    at: 70,
    complaint: 'Diabetes review. Slight ankle swelling in the evening.',
    findings: `${controlled} Mild ankle oedema from amlodipine.`,
    notes: 'Swelling does not disturb him, continues amlodipine.',
    followup: 'In six months.',
  },
  {
    at: 64,
    complaint: 'Diabetes review. Less walking because of the shoulder.',
    findings: 'Type 2 diabetes above target. Blood pressure at target.',
    notes: 'Weight up again. Prefers to try diet before another tablet. Feet normal.',
    followup: 'In six months with HbA1c.',
  },
  {
    at: 58,
    complaint: 'Diabetes review.',
    findings: 'Type 2 diabetes above target.',
    notes: 'Missed evening doses of metformin; pill box given. Urine albumin at the upper limit.',
    followup: 'In six months; second medicine if HbA1c stays above 7.5 %.',
  },
  {
    at: 52,
    complaint: 'Diabetes review, HbA1c result.',
    findings: 'Type 2 diabetes above target on metformin.',
    notes:
      'Empagliflozin 10 mg started, also for the kidneys. Told to drink enough and to pause it when ill with fever or vomiting.',
    followup: 'At the diabetes centre in six months.',
  },
  {
    at: 46,
    complaint: 'First visit to the diabetes centre.',
    findings: 'Type 2 diabetes, much improved on metformin and empagliflozin.',
    notes: 'Weight down 3 kg. One genital thrush, settled with cream. No low sugars.',
    followup: 'Back to the family practice, in six months.',
  },
  {
    at: 40,
    complaint: 'Diabetes review, feels well.',
    findings: controlled,
    notes: 'Walks with the dog each day. Monofilament slightly reduced at both big toes.',
    followup: 'Podiatry once a year. Review in six months.',
  },
  {
    at: 28,
    complaint: 'Diabetes review, first one after the pneumonia.',
    findings:
      'Type 2 diabetes at target. Raised urine albumin, early diabetic kidney disease (A2).',
    notes:
      'Recovered fully. Second urine sample confirmed the albumin. Continues lisinopril and empagliflozin for the kidneys.',
    followup: 'In six months with urine albumin.',
  },
  {
    at: 22,
    complaint: 'Diabetes review. Sees better since the cataract operation.',
    findings: 'Type 2 diabetes and hypertension at target. Urine albumin raised, stable.',
    notes:
      'Asked about ibuprofen for the shoulder: advised against because of the kidneys, paracetamol instead.',
    followup: 'In six months.',
  },
  {
    at: 16,
    complaint: 'Diabetes review.',
    findings: 'Type 2 diabetes at target. Chronic kidney disease, to be watched.',
    notes: 'Retinal photographs of this year without retinopathy.',
    followup: 'In six months; refer to nephrology if albumin rises further.',
  },
  {
    at: 10,
    complaint: 'Diabetes review. Tired in the afternoon.',
    findings: 'Type 2 diabetes and blood pressure at target. Chronic kidney disease G3a A2.',
    notes:
      'Hemoglobin normal at the nephrologist’s. Sleeps badly, no snoring noted by his daughter.',
    followup: 'Nephrology appointment. Review in six months.',
  },
  {
    at: 4,
    complaint: 'Diabetes review. Forgot the evening tablets on the journey to the sea.',
    findings:
      'Type 2 diabetes slightly above target. LDL cholesterol up, statin taken irregularly. Chronic kidney disease G3a A2, stable.',
    notes:
      'Atorvastatin may be taken in the morning with the other tablets. Daughter Nora sets up a weekly pill box. Feet: sensation reduced at the big toes, skin intact.',
    followup: `Review on ${calendar.ahead(16)}: HbA1c, LDL cholesterol, creatinine and urine albumin.`,
  },
]
