import type { Calendar } from '../calendar.ts'
import { filtrationRate } from '../lab/formulas.ts'
import { measureAll } from '../lab/lab-result.ts'
import { doctors } from '../people/doctors.ts'
import type { Visit, VisitFields } from './visit.ts'
import { walterReviews } from './walter-reviews.visits.ts'
import { walterMedicines, walterResults, walterVitals } from './walter.course.ts'

/** The grandfather: hypertension, diabetes and statin over ten years, and what else happens between 60 and 70. */
export function walterVisits(calendar: Calendar): Visit[] {
  const visits: Record<string, VisitFields> = {
    ...beforeDiabetes(calendar),
    ...bodyParts(calendar),
    ...eyes(calendar),
    ...pneumonia(calendar),
    ...protections(calendar),
  }
  const single = Object.entries(visits).map(([key, fields]): Visit => ({
    key: `walter-${key}`,
    person: 'walter',
    ...fields,
  }))
  return [...walterReviews(calendar), ...single]
}

const beforeDiabetes = ({ ago }: Calendar): Record<string, VisitFields> => ({
  checkup: {
    date: ago(118),
    chiefComplaint: 'Check-up at sixty, no complaints.',
    doctor: doctors.family,
    investigations: `${walterVitals(118)}. ECG: sinus rhythm, no abnormality.`,
    results: walterResults(118),
    diagnosis: 'Raised blood pressure. Prediabetes. Overweight.',
    notes: 'Former smoker, stopped at 52. Father had a stroke at 74. Wants to try without tablets.',
    reviewFollowup: 'Blood pressure at home for two weeks. Fasting bloods in six months.',
  },
})

const bodyParts = ({ ago, ahead }: Calendar): Record<string, VisitFields> => ({
  colonoscopy: {
    date: ago(86, 6),
    chiefComplaint: 'Screening colonoscopy.',
    doctor: doctors.bowel,
    investigations:
      'Colonoscopy to the caecum: one 6 mm polyp in the sigmoid, removed. Histology: tubular adenoma, low grade, removed completely.',
    diagnosis: 'Single small adenoma of the colon.',
    notes: 'Metformin paused on the day of bowel preparation.',
    reviewFollowup: 'Next colonoscopy in seven to ten years.',
  },
  shoulder: {
    date: ago(66, 11),
    chiefComplaint: 'Right shoulder painful for six weeks, worse at night and when reaching up.',
    doctor: doctors.bones,
    investigations:
      'Painful arc 70 to 120 degrees. Ultrasound: thickened supraspinatus tendon, no tear.',
    diagnosis: 'Subacromial pain syndrome, right shoulder.',
    prescription:
      'Physiotherapy, eight sessions.\nParacetamol 1000 mg up to three times daily when needed',
    notes: 'No injection with cortisone because of the diabetes.',
    reviewFollowup: 'If no better after eight weeks.',
  },
  physiotherapy: {
    date: ago(63),
    chiefComplaint: 'Last session of physiotherapy for the right shoulder.',
    doctor: doctors.physiotherapy,
    investigations: 'Abduction 160 degrees, no night pain.',
    notes: 'Home exercises with elastic band, three times a week.',
  },
  podiatry: {
    date: ago(38),
    chiefComplaint: 'Yearly foot check.',
    doctor: doctors.feet,
    investigations:
      'Foot pulses felt on both sides. Monofilament 8 of 10 points. Callus under the left fifth toe.',
    diagnosis: 'Mild diabetic neuropathy of the feet, no ulcer.',
    notes: 'Callus removed. Advised on wide shoes and daily look at the soles.',
    reviewFollowup: 'In twelve months.',
  },
  'podiatry-again': {
    date: ago(13, 8),
    chiefComplaint: 'Foot check.',
    doctor: doctors.feet,
    investigations: 'Pulses felt. Monofilament 7 of 10 points. Skin intact.',
    diagnosis: 'Mild diabetic neuropathy of the feet, no ulcer.',
    reviewFollowup: `Due on ${ahead(-20)}: yearly foot check.`,
  },
  skin: {
    date: ago(31),
    chiefComplaint: 'Rough patch on the left temple for a year.',
    doctor: doctors.skin,
    investigations: 'Dermatoscopy: scaly erythematous patch 7 mm, no pigment.',
    diagnosis: 'Actinic keratosis, left temple.',
    prescription: 'Treated with liquid nitrogen. Sunscreen factor 50 every day.',
    reviewFollowup: 'In twelve months.',
  },
  dentist: {
    date: ago(15, 4),
    chiefComplaint: 'Bleeding gums.',
    doctor: doctors.teeth,
    investigations: 'Pockets up to 5 mm in the lower jaw.',
    diagnosis: 'Chronic periodontitis.',
    prescription: 'Deep cleaning in two sessions. Chlorhexidine mouthwash 0.2 % for ten days',
    notes: 'Told that gum disease and blood sugar worsen each other.',
    reviewFollowup: 'Cleaning every four months.',
  },
  nephrology: {
    date: ago(8),
    chiefComplaint: 'Referred for kidney function that falls slowly.',
    doctor: doctors.kidneys,
    investigations: `${walterVitals(8)}. Ultrasound: both kidneys 10.5 cm, normal outline, no obstruction.`,
    results: [
      ...walterResults(8).filter(({ test }) => /Creatinine|eGFR|Potassium|ratio/.test(test)),
      ...measureAll({ hemoglobin: 13.9 }, 'male'),
    ],
    diagnosis: 'Chronic kidney disease stage G3a A2 from diabetes and hypertension.',
    prescription: walterMedicines(8).join('\n'),
    notes:
      'Right medicines already. Avoid ibuprofen and diclofenac. Pause metformin and empagliflozin on sick days.',
    reviewFollowup: 'Kidney values every six months; nephrology again in one year.',
  },
})

const eyes = ({ ago }: Calendar): Record<string, VisitFields> => ({
  'eye-105': retina(
    ago(105),
    'No diabetic retinopathy. Early cataract in both eyes.',
    'In one year.',
  ),
  'eye-69': retina(
    ago(69),
    'No diabetic retinopathy. Cataract, more on the right.',
    'In one year.',
  ),
  'eye-45': retina(
    ago(45),
    'Mild non-proliferative diabetic retinopathy, right eye: two microaneurysms.',
    'In one year.',
  ),
  cataract: {
    date: ago(24, 3),
    chiefComplaint: 'Cloudy sight on the right, glare when driving at night.',
    doctor: doctors.eyes,
    investigations:
      'Visual acuity right 0.4, left 0.8. Slit lamp: dense nuclear cataract on the right.',
    diagnosis: 'Cataract of the right eye, operated today with artificial lens +21.5 dioptres.',
    prescription:
      'Prednisolone 1 % eye drops four times daily, one drop less each week\nOfloxacin 0.3 % eye drops four times daily for one week',
    notes: 'Operation without complication under local anaesthesia.',
    reviewFollowup: 'Tomorrow, after one week and after four weeks.',
  },
  'eye-17': retina(
    ago(17),
    'No diabetic retinopathy in either eye. Artificial lens on the right well centred.',
    'In one year.',
  ),
})

const retina = (date: string, findings: string, followup: string): VisitFields => ({
  date,
  chiefComplaint: 'Retinal screening for diabetes.',
  doctor: doctors.eyes,
  investigations:
    'Retinal photographs of both eyes after dilating drops. Eye pressure 15 mmHg right, 16 mmHg left.',
  diagnosis: findings,
  reviewFollowup: followup,
})

const pneumonia = ({ exactlyAgo, ago }: Calendar): Record<string, VisitFields> => ({
  pneumonia: {
    date: exactlyAgo(34),
    chiefComplaint:
      'Fever of 39.4 °C, cough with yellow sputum and short of breath for three days.',
    doctor: doctors.ward,
    investigations:
      'Oxygen saturation 89 % on air. Chest X-ray: consolidation of the right lower lobe. Blood cultures without growth.',
    results: measureAll(
      {
        whiteCells: 16.8,
        hemoglobin: 13.6,
        platelets: 312,
        reactiveProtein: 214,
        creatinine: 1.52,
        filtration: filtrationRate(1.52, 67.6, 'male'),
        sodium: 133,
        potassium: 4.9,
        glucose: 212,
      },
      'male',
    ),
    diagnosis:
      'Community-acquired pneumonia of the right lower lobe. Acute kidney injury on dehydration, recovered. Type 2 diabetes.',
    prescription:
      'Amoxicillin/clavulanate 875/125 mg twice daily, four more days\nParacetamol 1000 mg up to three times daily when needed\nEmpagliflozin and metformin paused until eating normally',
    notes:
      'Admitted for six days. Oxygen for three days, ceftriaxone and azithromycin into the vein at first. Creatinine 1.18 mg/dL on discharge.',
    reviewFollowup: 'Family practice in one week. Chest X-ray in six weeks.',
  },
  'pneumonia-control': {
    date: ago(32, 16),
    chiefComplaint: 'Check after pneumonia.',
    doctor: doctors.family,
    investigations: `${walterVitals(32)}. Oxygen saturation 97 %. Chest X-ray: consolidation resolved.`,
    diagnosis: 'Pneumonia, healed.',
    prescription: walterMedicines(32).join('\n'),
    notes: 'All medicines taken again. Pneumococcal vaccination has been given earlier.',
  },
})

const protections = ({ ago }: Calendar): Record<string, VisitFields> => ({
  tetanus: {
    date: ago(74, 9),
    chiefComplaint: 'Cut on the left palm from a rusty garden saw.',
    doctor: doctors.family,
    investigations: 'Clean 3 cm cut, tendons and sensation intact.',
    diagnosis: 'Cut of the left hand.',
    prescription: 'Tetanus and diphtheria booster (Td), batch SX-2207, left upper arm',
    notes: 'Wound cleaned, four stitches. Last tetanus shot was more than ten years ago.',
    reviewFollowup: 'Stitches out in ten days. Next tetanus booster in ten years.',
  },
  pneumococcal: {
    date: ago(97),
    chiefComplaint: 'Vaccination.',
    doctor: doctors.nurse,
    prescription: 'Pneumococcal vaccine, batch SX-1844\nInfluenza vaccine of the season',
    notes: 'No reaction within 15 minutes.',
  },
  shingles: {
    date: ago(60),
    chiefComplaint: 'Shingles vaccination, second dose.',
    doctor: doctors.nurse,
    prescription: 'Recombinant zoster vaccine, second dose, batch SX-3019',
    notes: 'Sore arm for two days after the first dose.',
  },
  influenza: {
    date: ago(13, 20),
    chiefComplaint: 'Flu vaccination.',
    doctor: doctors.nurse,
    prescription: 'Influenza vaccine of the season, high dose, batch SX-5120',
    reviewFollowup: 'Again in one year.',
  },
})
