import type { Calendar } from '../calendar.ts'
import { doctors } from '../people/doctors.ts'
import type { Person } from '../people/people.ts'
import type { Visit, VisitFields } from './visit.ts'
import type { WellChild } from './well-child.visits.ts'
import { wellChildVisits } from './well-child.visits.ts'

/** The elder child: ears, skin, glasses and all vaccinations. */
export function leoVisits(calendar: Calendar, leo: Person): Visit[] {
  const visits = { ...ears(calendar), ...everyday(calendar) }
  const single = Object.entries(visits).map(([key, fields]): Visit => ({
    key: `leo-${key}`,
    person: 'leo',
    ...fields,
  }))
  return [...wellChildVisits(leoChecks(leo)), ...single]
}

export const leoChecks = (child: Person): WellChild => ({
  child,
  build: 1.03,
  batchPrefix: 'SL',
  visits: [
    [1, 'Breast-fed, gains well. Hips normal on ultrasound.'],
    [2, 'Smiles, follows with his eyes. Slight fever on the evening after is expected.'],
    [4, 'Lifts head and chest, laughs.'],
    [
      6,
      'Turns round, first porridge. Dry patches on the cheeks.',
      'Healthy child. Mild atopic eczema.',
    ],
    [12, 'Stands, says two words. Nut butter introduced without reaction.'],
    [15, 'Walks alone.'],
    [18, 'Says twelve words, understands simple requests.'],
    [24, 'Runs, two-word sentences. Hearing to be watched because of the ears.'],
    [36, 'Speaks in sentences. Hears normally since the ear tubes.'],
    [
      60,
      'Draws a person with six parts, hops on one leg. Sight 0.5 on the right: to the eye clinic.',
      'Healthy child. Reduced sight of the right eye.',
    ],
    [96, 'Second form, swims and plays football. Reads without trouble with his glasses.'],
  ],
  followup: 'Next check-up at 10 years.',
})

const ears = ({ ago }: Calendar): Record<string, VisitFields> => ({
  'otitis-first': {
    date: ago(82, 7),
    chiefComplaint: 'Fever of 39.2 °C and crying at night, pulls at the right ear.',
    doctor: doctors.children,
    investigations: 'Right eardrum red and bulging, left normal.',
    diagnosis: 'Acute otitis media, right.',
    prescription:
      'Amoxicillin 250 mg/5 mL, 8 mL twice daily for ten days\nIbuprofen syrup when in pain',
    reviewFollowup: 'If fever stays beyond 48 hours.',
  },
  'otitis-second': {
    date: ago(77),
    chiefComplaint: 'Ear pain and discharge on the left.',
    doctor: doctors.children,
    investigations: 'Left ear canal with pus, small hole in the eardrum. Temperature 38.6 °C.',
    diagnosis: 'Acute otitis media with perforation, left.',
    prescription: 'Amoxicillin 250 mg/5 mL, 9 mL twice daily for ten days',
    reviewFollowup: 'Ear check in four weeks.',
  },
  'otitis-third': {
    date: ago(70, 3),
    chiefComplaint: 'Third ear infection within a year.',
    doctor: doctors.children,
    investigations: 'Both eardrums red. Tympanogram flat on both sides.',
    diagnosis: 'Recurrent otitis media, fluid behind both eardrums.',
    prescription: 'Amoxicillin/clavulanate 400/57 mg per 5 mL, 4 mL twice daily for ten days',
    reviewFollowup: 'Refer to ear, nose and throat.',
  },
  'ear-tubes': {
    date: ago(64),
    chiefComplaint: 'Hears badly, fluid behind the eardrums for three months.',
    doctor: doctors.ears,
    investigations: 'Hearing loss of 35 dB on both sides before the operation.',
    diagnosis:
      'Otitis media with effusion. Ear tubes placed on both sides and adenoid removed under general anaesthesia.',
    notes: 'No trouble with anaesthesia. Ear plugs for bathing.',
    reviewFollowup: 'In four weeks, then every six months until the tubes have fallen out.',
  },
  hearing: {
    date: ago(62, 18),
    chiefComplaint: 'Hearing test after ear tubes.',
    doctor: doctors.ears,
    investigations: 'Hearing 10 to 15 dB on both sides, normal. Tubes open.',
    diagnosis: 'Normal hearing.',
  },
})

const everyday = ({ ago, exactlyAgo, ahead }: Calendar): Record<string, VisitFields> => ({
  eczema: {
    date: ago(72, 9),
    chiefComplaint: 'Itching rash in the bends of elbows and knees.',
    doctor: doctors.skin,
    investigations: 'Dry red patches, scratch marks, no infection.',
    diagnosis: 'Atopic eczema, moderate.',
    prescription:
      'Hydrocortisone 1 % cream once daily for seven days, then twice a week\nEmollient cream twice daily',
  },
  glasses: {
    date: ago(36),
    chiefComplaint: 'Reduced sight found at the check-up.',
    doctor: doctors.eyes,
    investigations:
      'Visual acuity right 0.5, left 1.0. Refraction with drops: right +3.25, left +1.00.',
    diagnosis: 'Hyperopia, amblyopia of the right eye.',
    prescription: 'Glasses right +3.00, left +0.75\nPatch on the left eye two hours a day',
    reviewFollowup: 'Every three months.',
  },
  'glasses-control': {
    date: ago(6, 12),
    chiefComplaint: 'Eye check.',
    doctor: doctors.eyes,
    investigations: 'Visual acuity with glasses right 0.9, left 1.0.',
    diagnosis: 'Amblyopia of the right eye, treated successfully.',
    prescription: 'Glasses right +2.75, left +0.75, no patch any more',
    reviewFollowup: `Due on ${ahead(-8)}: eye check.`,
  },
  chin: {
    date: exactlyAgo(22, 17),
    chiefComplaint: 'Cut on the chin after a fall on the playground.',
    doctor: doctors.emergency,
    investigations: '2 cm cut, no tooth loose, no loss of consciousness.',
    diagnosis: 'Cut of the chin.',
    prescription: 'Wound glued.',
    notes: 'Tetanus protection is complete (booster at five years).',
  },
  dentist: {
    date: ago(3),
    chiefComplaint: 'Dental check.',
    doctor: doctors.teeth,
    investigations: 'First molars through, one fissure stained. No caries.',
    diagnosis: 'Healthy teeth.',
    prescription: 'Sealing of the first molars, fluoride varnish',
    reviewFollowup: `Due on ${ahead(92)}: dental check.`,
  },
})
