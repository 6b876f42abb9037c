/** A thing that a laboratory measures. Limits are inclusive; by sex where they differ. */
export interface Analyte {
  name: string
  group: 'Haematology' | 'Biochemistry' | 'Lipids' | 'Endocrinology' | 'Urine'
  unit: string
  digits: number
  low?: number | Record<'female' | 'male', number>
  high?: number | Record<'female' | 'male', number>
}

// Units are written so that character recognition has a chance: K/uL rather than 10³/µL.
export const analytes = {
  whiteCells: {
    name: 'White blood cells',
    group: 'Haematology',
    unit: 'K/uL',
    digits: 1,
    low: 4,
    high: 11,
  },
  redCells: {
    name: 'Red blood cells',
    group: 'Haematology',
    unit: 'M/uL',
    digits: 2,
    low: { female: 3.9, male: 4.3 },
    high: { female: 5.2, male: 5.8 },
  },
  hemoglobin: {
    name: 'Hemoglobin',
    group: 'Haematology',
    unit: 'g/dL',
    digits: 1,
    low: { female: 12, male: 13.5 },
    high: { female: 16, male: 17.5 },
  },
  hematocrit: {
    name: 'Hematocrit',
    group: 'Haematology',
    unit: '%',
    digits: 1,
    low: { female: 36, male: 40 },
    high: { female: 46, male: 52 },
  },
  cellVolume: { name: 'MCV', group: 'Haematology', unit: 'fL', digits: 1, low: 80, high: 100 },
  platelets: {
    name: 'Platelets',
    group: 'Haematology',
    unit: 'K/uL',
    digits: 0,
    low: 150,
    high: 400,
  },
  glucose: {
    name: 'Glucose, fasting',
    group: 'Biochemistry',
    unit: 'mg/dL',
    digits: 0,
    low: 70,
    high: 99,
  },
  urea: {
    name: 'Urea nitrogen',
    group: 'Biochemistry',
    unit: 'mg/dL',
    digits: 0,
    low: 7,
    high: 25,
  },
  creatinine: {
    name: 'Creatinine',
    group: 'Biochemistry',
    unit: 'mg/dL',
    digits: 2,
    low: { female: 0.5, male: 0.7 },
    high: { female: 1.1, male: 1.3 },
  },
  filtration: { name: 'eGFR', group: 'Biochemistry', unit: 'mL/min', digits: 0, low: 60 },
  sodium: { name: 'Sodium', group: 'Biochemistry', unit: 'mmol/L', digits: 0, low: 135, high: 146 },
  potassium: {
    name: 'Potassium',
    group: 'Biochemistry',
    unit: 'mmol/L',
    digits: 1,
    low: 3.5,
    high: 5.3,
  },
  alanineTransaminase: {
    name: 'ALT',
    group: 'Biochemistry',
    unit: 'U/L',
    digits: 0,
    low: 7,
    high: 56,
  },
  reactiveProtein: {
    name: 'C-reactive protein',
    group: 'Biochemistry',
    unit: 'mg/L',
    digits: 0,
    high: 5,
  },
  cholesterol: { name: 'Total cholesterol', group: 'Lipids', unit: 'mg/dL', digits: 0, high: 200 },
  ldl: { name: 'LDL cholesterol', group: 'Lipids', unit: 'mg/dL', digits: 0, high: 100 },
  hdl: {
    name: 'HDL cholesterol',
    group: 'Lipids',
    unit: 'mg/dL',
    digits: 0,
    low: { female: 50, male: 40 },
  },
  triglycerides: { name: 'Triglycerides', group: 'Lipids', unit: 'mg/dL', digits: 0, high: 150 },
  hba1c: {
    name: 'Hemoglobin A1c',
    group: 'Endocrinology',
    unit: '%',
    digits: 1,
    low: 4,
    high: 5.6,
  },
  thyrotropin: {
    name: 'TSH',
    group: 'Endocrinology',
    unit: 'mIU/L',
    digits: 2,
    low: 0.4,
    high: 4.5,
  },
  vitaminD: {
    name: 'Vitamin D, 25-OH',
    group: 'Endocrinology',
    unit: 'ng/mL',
    digits: 0,
    low: 30,
    high: 100,
  },
  ferritin: {
    name: 'Ferritin',
    group: 'Biochemistry',
    unit: 'ng/mL',
    digits: 0,
    low: { female: 16, male: 30 },
    high: { female: 232, male: 400 },
  },
  urineAlbumin: {
    name: 'Albumin/creatinine ratio',
    group: 'Urine',
    unit: 'mg/g',
    digits: 0,
    high: 29,
  },
} as const satisfies Record<string, Analyte>

export type AnalyteKey = keyof typeof analytes
