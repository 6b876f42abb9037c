import type { FamilyMemberInput, Sex } from '@phrm/core'
import type { Calendar } from '../calendar.ts'

export type PersonKey = 'nora' | 'daniel' | 'leo' | 'ida' | 'walter'

export interface Person extends FamilyMemberInput {
  key: PersonKey
  dateOfBirth: string
  sex: Sex
}

/** Ages in whole months on the day the sample is made: the visits are written around them. */
export const monthsOld = { nora: 428, daniel: 451, leo: 98, ida: 20, walter: 846 } as const

export function createPeople(calendar: Calendar): Record<PersonKey, Person> {
  return {
    nora: {
      key: 'nora',
      name: 'Nora Samplewood',
      relationship: 'self',
      dateOfBirth: calendar.exactlyAgo(monthsOld.nora, 9),
      sex: 'female',
      medicalHistory:
        'Migraine with aura since her twenties. Iron deficiency after both pregnancies. Allergy: penicillin (rash as a child). Two births. A dysplastic mole removed from the back.',
    },
    daniel: {
      key: 'daniel',
      name: 'Daniel Samplewood',
      relationship: 'spouse',
      dateOfBirth: calendar.exactlyAgo(monthsOld.daniel, 3),
      sex: 'male',
      medicalHistory:
        'Fracture of the left distal radius (bicycle). Raised LDL cholesterol, treated by diet. Hay fever. No known drug allergy.',
    },
    leo: {
      key: 'leo',
      name: 'Leo Samplewood',
      relationship: 'child',
      dateOfBirth: calendar.exactlyAgo(monthsOld.leo, 5),
      sex: 'male',
      medicalHistory:
        'Recurrent ear infections as a toddler, ear tubes before his third birthday. Atopic eczema. Wears glasses. Vaccinated on schedule.',
    },
    ida: {
      key: 'ida',
      name: 'Ida Samplewood',
      relationship: 'child',
      dateOfBirth: calendar.exactlyAgo(monthsOld.ida, 11),
      sex: 'female',
      medicalHistory:
        'Born at 39 weeks, 3.3 kg. Bronchiolitis at five months. Vaccinated on schedule.',
    },
    walter: {
      key: 'walter',
      name: 'Walter Exampleton',
      relationship: 'parent',
      dateOfBirth: calendar.exactlyAgo(monthsOld.walter, 14),
      sex: 'male',
      medicalHistory:
        'High blood pressure, type 2 diabetes, raised cholesterol on a statin, chronic kidney disease stage G3a. Pneumonia with hospital stay. Cataract operation on the right eye. Allergy: none known. Former smoker, stopped at 52.',
    },
  }
}
