import type { Calendar } from '../calendar.ts'
import { doctors } from '../people/doctors.ts'
import type { Person } from '../people/people.ts'
import type { Visit, VisitFields } from './visit.ts'
import type { WellChild } from './well-child.visits.ts'
import { wellChildVisits } from './well-child.visits.ts'

/** The toddler: first check-ups, vaccinations and first infections. */
export function idaVisits(calendar: Calendar, ida: Person): Visit[] {
  const single = Object.entries(infections(calendar)).map(([key, fields]): Visit => ({
    key: `ida-${key}`,
    person: 'ida',
    ...fields,
  }))
  return [newborn(ida), ...wellChildVisits(idaChecks(ida)), ...single]
}

export const idaChecks = (child: Person): WellChild => ({
  child,
  build: 0.98,
  batchPrefix: 'SI',
  visits: [
    [1, 'Breast-fed, drinks every three hours. Hips normal on ultrasound.'],
    [2, 'First smile. Vitamin D 400 IU daily.'],
    [4, 'Grasps, laughs aloud. Sleeps five hours at a stretch.'],
    [6, 'Sits with support, first vegetables.'],
    [9, 'Crawls, says "dada". Two teeth.'],
    [12, 'Pulls herself up. Egg and peanut introduced without reaction.'],
    [15, 'Takes first steps. Slight fever after the last vaccination, gone on the next day.'],
    [18, 'Walks well, says eight words, points at pictures.'],
  ],
  followup: 'Next check-up at 2 years.',
})

const newborn = (ida: Person): Visit => ({
  key: 'ida-birth',
  person: 'ida',
  date: ida.dateOfBirth,
  chiefComplaint: 'Birth and newborn examination.',
  doctor: doctors.children,
  investigations:
    'Born at 39 weeks. Weight 3,310 g, length 50 cm, head 34.5 cm. Apgar 9/10/10. Hearing screening passed on both sides. Newborn blood spot screening taken. Glucose 58 and 63 mg/dL (mother with gestational diabetes).',
  diagnosis: 'Healthy newborn girl.',
  prescription: 'Vitamin K 1 mg',
  reviewFollowup: 'Check-up at 1 month.',
})

const infections = ({ exactlyAgo, ago, ahead }: Calendar): Record<string, VisitFields> => ({
  bronchiolitis: {
    date: exactlyAgo(15, 6),
    chiefComplaint: 'Cold for three days, now fast breathing and drinks only half.',
    doctor: doctors.emergency,
    investigations:
      'Temperature 38.1 °C, respiratory rate 54/min, oxygen saturation 94 %. Wheeze on both sides. RSV test positive.',
    diagnosis: 'Bronchiolitis (RSV), moderate.',
    prescription: 'Nasal saline drops and suction before feeds, small feeds often',
    notes: 'Watched for six hours, drinks better, saturation 96 %. Sent home.',
    reviewFollowup:
      'At the children’s clinic tomorrow; at once with pauses in breathing or blue lips.',
  },
  'bronchiolitis-control': {
    date: ago(15, 2),
    chiefComplaint: 'Check of breathing.',
    doctor: doctors.children,
    investigations: 'Respiratory rate 36/min, saturation 98 %, slight wheeze.',
    diagnosis: 'Bronchiolitis, getting better.',
  },
  rash: {
    date: ago(10, 13),
    chiefComplaint: 'High fever for three days, then spots on the trunk.',
    doctor: doctors.children,
    investigations: 'Fine pink rash on trunk and neck, well again. Eardrums normal.',
    diagnosis: 'Roseola (three-day fever).',
    prescription: 'Ibuprofen syrup 40 mg/mL when feverish, dose by weight',
  },
  otitis: {
    date: ago(1, 4),
    chiefComplaint: 'Fever of 38.9 °C, cries at night, pulls at the left ear.',
    doctor: doctors.children,
    investigations: 'Left eardrum red and bulging. Weight 10.3 kg.',
    diagnosis: 'Acute otitis media, left.',
    prescription:
      'Amoxicillin 250 mg/5 mL, 9 mL twice daily for seven days\nIbuprofen syrup 40 mg/mL, 2.5 mL up to three times daily',
    notes: 'First ear infection. Her brother had ear tubes.',
    reviewFollowup: `Due on ${ahead(5)}: look at the ear again, hearing.`,
  },
})
