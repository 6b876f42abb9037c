/** One injection (or drops), as a vaccination card lists it. */
export interface Vaccination {
  vaccine: string
  protectsFrom: string
  dose: string
  batch: string
}

export interface DatedVaccination extends Vaccination {
  date: string
}

/** What is given at a child's visit at that age in months. */
export function vaccinationsAt(ageInMonths: number, batchPrefix: string): Vaccination[] {
  return (schedule[ageInMonths] ?? []).map(([name, dose], index) => ({
    vaccine: name,
    protectsFrom: diseases[name],
    dose,
    batch: `${batchPrefix}-${String(ageInMonths).padStart(2, '0')}${'ABC'[index]}`,
  }))
}

/** As a record's prescription lists them. */
export function inLines(vaccinations: Vaccination[]): string {
  return vaccinations
    .map(
      ({ vaccine, protectsFrom, dose, batch }) =>
        `${vaccine}, ${dose} dose (${protectsFrom}), batch ${batch}`,
    )
    .join('\n')
}

const diseases = {
  Hexavalent: 'diphtheria, tetanus, pertussis, polio, Hib, hepatitis B',
  Pneumococcal: 'pneumococci',
  Rotavirus: 'rotavirus',
  MMR: 'measles, mumps, rubella',
  Varicella: 'chickenpox',
  'DTaP-IPV': 'diphtheria, tetanus, pertussis, polio',
} as const

const schedule: Record<number, [name: keyof typeof diseases, dose: string][]> = {
  2: [
    ['Hexavalent', 'first'],
    ['Pneumococcal', 'first'],
    ['Rotavirus', 'first'],
  ],
  4: [
    ['Hexavalent', 'second'],
    ['Pneumococcal', 'second'],
    ['Rotavirus', 'second'],
  ],
  6: [
    ['Hexavalent', 'third'],
    ['Rotavirus', 'third'],
  ],
  12: [
    ['MMR', 'first'],
    ['Varicella', 'first'],
    ['Pneumococcal', 'third'],
  ],
  15: [['Hexavalent', 'fourth']],
  18: [
    ['MMR', 'second'],
    ['Varicella', 'second'],
  ],
  60: [['DTaP-IPV', 'booster']],
}
