import type { Calendar } from '../calendar.ts'
import { addDays, workingDayUpTo } from '../calendar.ts'
import { measureAll } from '../lab/lab-result.ts'
import { doctors } from '../people/doctors.ts'
import { monthsOld } from '../people/people.ts'
import type { VisitFields } from './visit.ts'

/** Visits before and after both births, placed by week of pregnancy. */
export function noraPregnancies(calendar: Calendar): Record<string, VisitFields> {
  const leo = pregnancyOf(calendar.exactlyAgo(monthsOld.leo, 5), 40)
  const ida = pregnancyOf(calendar.exactlyAgo(monthsOld.ida, 11), 39)
  return { ...firstPregnancy(leo), ...secondPregnancy(ida) }
}

interface Pregnancy {
  birth: string
  week(week: number): string
  afterBirth(days: number): string
}

function pregnancyOf(birth: string, bornInWeek: number): Pregnancy {
  return {
    birth,
    week: (week) => workingDayUpTo(addDays(birth, (week - bornInWeek) * 7)),
    afterBirth: (days) => workingDayUpTo(addDays(birth, days)),
  }
}

const firstPregnancy = ({ birth, week, afterBirth }: Pregnancy): Record<string, VisitFields> => ({
  'first-pregnancy-8': {
    date: week(8),
    chiefComplaint: 'Positive pregnancy test, nausea in the morning.',
    doctor: doctors.women,
    investigations:
      'Ultrasound: single embryo, crown-rump length 16 mm, heartbeat seen. Blood group A positive. Rubella immune. HIV, hepatitis B and syphilis negative.',
    results: measureAll({ hemoglobin: 12.8, platelets: 241, thyrotropin: 1.62 }, 'female'),
    diagnosis: 'First pregnancy, 8 weeks.',
    prescription: 'Folic acid 400 micrograms daily',
  },
  'first-pregnancy-21': {
    date: week(21),
    chiefComplaint: 'Anatomy scan.',
    doctor: doctors.women,
    investigations:
      'Ultrasound: growth on the 52nd centile, organs without abnormality, placenta at the back wall.',
    diagnosis: 'Pregnancy, 21 weeks, normal.',
  },
  'first-pregnancy-26': {
    date: week(26),
    chiefComplaint: 'Sugar test.',
    doctor: doctors.midwife,
    investigations:
      'Blood pressure 108/66 mmHg. Glucose tolerance 75 g: 82, 148 and 116 mg/dL, normal.',
    results: measureAll({ hemoglobin: 11.3, ferritin: 13 }, 'female'),
    diagnosis: 'Pregnancy, 26 weeks. Low iron stores.',
    prescription: 'Ferrous sulfate 325 mg every second day',
  },
  'first-birth': {
    date: birth,
    chiefComplaint: 'Birth of Leo.',
    doctor: doctors.midwife,
    investigations: 'Spontaneous birth at 40 weeks, 3,480 g, Apgar 9/10/10. Blood loss 600 mL.',
    results: measureAll({ hemoglobin: 10.1 }, 'female'),
    diagnosis: 'Spontaneous birth. Perineal tear of second degree, stitched.',
    prescription: 'Ferrous sulfate 325 mg daily\nParacetamol 1000 mg when needed',
  },
  'first-after-birth': {
    date: afterBirth(44),
    chiefComplaint: 'Six weeks after birth.',
    doctor: doctors.women,
    investigations: 'Blood pressure 114/70 mmHg. Scar healed. Cervical smear taken: normal.',
    diagnosis: 'Normal recovery after birth.',
    prescription: 'Desogestrel 75 micrograms daily',
    notes: 'Breast-feeding. No oestrogen because of migraine with aura.',
  },
})

const secondPregnancy = ({ birth, week, afterBirth }: Pregnancy): Record<string, VisitFields> => ({
  'second-pregnancy-9': {
    date: week(9),
    chiefComplaint: 'Second pregnancy, tired.',
    doctor: doctors.women,
    investigations:
      'Ultrasound: single embryo, crown-rump length 23 mm, heartbeat 168/min. Infections negative.',
    results: measureAll(
      { hemoglobin: 12.3, platelets: 255, ferritin: 21, thyrotropin: 1.95 },
      'female',
    ),
    diagnosis: 'Second pregnancy, 9 weeks.',
    prescription: 'Folic acid 400 micrograms daily',
  },
  'second-pregnancy-20': {
    date: week(20),
    chiefComplaint: 'Anatomy scan.',
    doctor: doctors.women,
    investigations:
      'Ultrasound: biparietal diameter 47 mm, abdominal circumference 151 mm, femur length 32 mm, estimated weight 331 g. Heartbeat 146/min. Organs without abnormality, placenta at the front wall.',
    diagnosis: 'Pregnancy, 20 weeks, normal growth.',
    reviewFollowup: 'Sugar test at 26 weeks.',
  },
  'second-pregnancy-26': {
    date: week(26),
    chiefComplaint: 'Sugar test.',
    doctor: doctors.midwife,
    investigations: 'Blood pressure 112/70 mmHg. Glucose tolerance 75 g: 94, 171 and 139 mg/dL.',
    results: measureAll({ hemoglobin: 11.1, ferritin: 12 }, 'female'),
    diagnosis: 'Gestational diabetes by fasting glucose (94 mg/dL), mild. Low iron stores.',
    prescription:
      'Diet, walking after meals, glucose meter four times a day\nFerrous sulfate 325 mg every second day',
    reviewFollowup: 'Glucose diary in two weeks.',
  },
  'second-pregnancy-29': {
    date: week(29),
    chiefComplaint: 'Glucose diary, vaccination.',
    doctor: doctors.women,
    investigations:
      'Fasting glucose 84 to 91 mg/dL, after meals below 130 mg/dL. Blood pressure 110/68 mmHg.',
    diagnosis: 'Gestational diabetes, controlled by diet.',
    prescription:
      'Tetanus, diphtheria and pertussis booster (Tdap) in pregnancy, batch SX-4471, left upper arm',
    reviewFollowup: 'Growth scan at 34 weeks.',
  },
  'second-pregnancy-34': {
    date: week(34),
    chiefComplaint: 'Growth scan.',
    doctor: doctors.women,
    investigations: 'Estimated weight 2,290 g, 48th centile. Amniotic fluid normal. Head down.',
    diagnosis: 'Pregnancy, 34 weeks, normal growth under diet.',
  },
  'second-birth': {
    date: birth,
    chiefComplaint: 'Birth of Ida.',
    doctor: doctors.midwife,
    investigations: 'Spontaneous birth at 39 weeks, 3,310 g, Apgar 9/10/10. Blood loss 450 mL.',
    results: measureAll({ hemoglobin: 10.8 }, 'female'),
    diagnosis: 'Spontaneous birth, no tear.',
    prescription: 'Ferrous sulfate 325 mg every second day',
  },
  'second-after-birth': {
    date: afterBirth(45),
    chiefComplaint: 'Six weeks after birth.',
    doctor: doctors.women,
    investigations:
      'Blood pressure 112/70 mmHg. Glucose tolerance 75 g: 83 and 108 mg/dL, normal again. Cervical smear normal.',
    diagnosis: 'Normal recovery. Gestational diabetes has gone.',
    prescription: 'Copper intrauterine device placed',
    reviewFollowup: 'HbA1c once a year because of the gestational diabetes.',
  },
})
