import { filtrationRate, fastingGlucose, totalCholesterol } from '../lab/formulas.ts'
import { measureAll } from '../lab/lab-result.ts'
import type { LabResult } from '../lab/lab-result.ts'
import { wavering } from '../lab/trend.ts'
import type { Trend } from '../lab/trend.ts'
import { monthsOld } from '../people/people.ts'

// Treatment begins at 112 months ago; each later bend is a change of medicine told in the reviews.
const course = {
  hba1c: [
    [118, 6.3],
    [112, 8.2],
    [106, 7.1],
    [94, 6.8],
    [70, 7.0],
    [64, 7.6],
    [52, 7.9],
    [46, 7.0],
    [10, 6.9],
    [4, 7.3],
  ],
  ldl: [
    [112, 168],
    [106, 104],
    [94, 112],
    [88, 78],
    [40, 72],
    [16, 70],
    [10, 74],
    [4, 112],
  ],
  hdl: [
    [118, 38],
    [40, 43],
    [4, 44],
  ],
  triglycerides: [
    [118, 210],
    [100, 158],
    [4, 142],
  ],
  creatinine: [
    [118, 0.92],
    [70, 1.04],
    [34, 1.2],
    [10, 1.34],
    [4, 1.38],
  ],
  urineAlbumin: [
    [112, 12],
    [64, 24],
    [28, 46],
    [16, 58],
    [4, 39],
  ],
  systolic: [
    [118, 154],
    [112, 158],
    [106, 142],
    [88, 146],
    [82, 136],
    [76, 144],
    [70, 130],
    [10, 128],
    [4, 134],
  ],
  diastolic: [
    [118, 92],
    [112, 94],
    [106, 86],
    [76, 86],
    [70, 80],
    [4, 76],
  ],
  weight: [
    [118, 94.5],
    [100, 91.8],
    [58, 93.1],
    [40, 88.6],
    [4, 86.9],
  ],
} as const satisfies Record<string, Trend>

const at = (name: keyof typeof course, monthsAgo: number, spread: number) =>
  wavering(`walter ${name}`, course[name], monthsAgo, spread)

/** `Blood pressure 134/76 mmHg, pulse 71/min, weight 86.9 kg` */
export function walterVitals(monthsAgo: number): string {
  const systolic = Math.round(at('systolic', monthsAgo, 2))
  const diastolic = Math.round(at('diastolic', monthsAgo, 2))
  const pulse = Math.round(wavering('walter pulse', [[0, 71]], monthsAgo, 5))
  const weight = at('weight', monthsAgo, 0.6).toFixed(1)
  return `Blood pressure ${systolic}/${diastolic} mmHg, pulse ${pulse}/min, weight ${weight} kg`
}

/** The panel of his diabetes reviews. */
export function walterResults(monthsAgo: number): LabResult[] {
  const creatinine = Number(at('creatinine', monthsAgo, 0.02).toFixed(2))
  const age = (monthsOld.walter - monthsAgo) / 12
  const hba1c = Number(at('hba1c', monthsAgo, 0.1).toFixed(1))
  const lipids = {
    ldl: at('ldl', monthsAgo, 3),
    hdl: at('hdl', monthsAgo, 2),
    triglycerides: at('triglycerides', monthsAgo, 12),
  }
  return measureAll(
    {
      glucose: fastingGlucose(hba1c),
      hba1c,
      creatinine,
      filtration: filtrationRate(creatinine, age, 'male'),
      urea: creatinine * 16.5,
      sodium: wavering('walter sodium', [[0, 139]], monthsAgo, 2),
      potassium: wavering(
        'walter potassium',
        [
          [118, 4.3],
          [4, 4.8],
        ],
        monthsAgo,
        0.2,
      ),
      alanineTransaminase: wavering(
        'walter alt',
        [
          [118, 44],
          [40, 31],
        ],
        monthsAgo,
        4,
      ),
      cholesterol: totalCholesterol(lipids),
      ...lipids,
      urineAlbumin: at('urineAlbumin', monthsAgo, 3),
    },
    'male',
  )
}

/** What he takes, as a prescription lists it, since the change before that review. */
export function walterMedicines(monthsAgo: number): string[] {
  const medicine = (since: number, until: number, line: string) =>
    monthsAgo <= since && monthsAgo > until ? [line] : []
  return [
    ...medicine(112, 106, 'Metformin 500 mg, one tablet twice daily with meals'),
    ...medicine(106, -1, 'Metformin 1000 mg, one tablet twice daily with meals'),
    ...medicine(52, -1, 'Empagliflozin 10 mg, one tablet in the morning'),
    ...medicine(112, 88, 'Lisinopril 10 mg, one tablet in the morning'),
    ...medicine(88, -1, 'Lisinopril 20 mg, one tablet in the morning'),
    ...medicine(76, -1, 'Amlodipine 5 mg, one tablet in the morning'),
    ...medicine(112, 94, 'Atorvastatin 20 mg, one tablet in the evening'),
    ...medicine(94, -1, 'Atorvastatin 40 mg, one tablet in the evening'),
  ]
}
