import type { Institution } from './paper-parts.ts'

// Streets, towns and codes that do not exist; 555-01xx numbers belong to nobody.
export const institutions = {
  laboratory: {
    name: 'Northfield Sample Laboratory',
    department: 'Clinical chemistry, haematology, endocrinology',
    address: '4 Pipette Lane, Sampleton SX2 0AB',
    phone: '555-0142',
    colour: '#0b6e69',
  },
  pathology: {
    name: 'Sampleton General Hospital',
    department: 'Department of Laboratory Medicine',
    address: '100 Example Avenue, Sampleton SX1 0AA',
    phone: '555-0100',
    colour: '#1f3c73',
  },
  hospital: {
    name: 'Sampleton General Hospital',
    department: 'Respiratory Medicine, Ward 4B',
    address: '100 Example Avenue, Sampleton SX1 0AA',
    phone: '555-0104',
    colour: '#1f3c73',
  },
  radiology: {
    name: 'Sampleton General Hospital',
    department: 'Department of Radiology',
    address: '100 Example Avenue, Sampleton SX1 0AA',
    phone: '555-0106',
    colour: '#222222',
  },
  family: {
    name: 'Sampleton Family Practice',
    department: 'Dr. Helen Mockridge and partners',
    address: '12 Example Street, Sampleton SX1 0AA',
    phone: '555-0117',
    colour: '#7a3b12',
  },
  children: {
    name: 'Fictionbridge Children’s Clinic',
    department: 'Paediatrics and vaccinations',
    address: '7 Nursery Walk, Fictionbridge SX3 0AC',
    phone: '555-0128',
    colour: '#b0471f',
  },
  women: {
    name: 'Sampleton Women’s Health',
    department: 'Prenatal diagnosis',
    address: '31 Garden Row, Sampleton SX1 0AD',
    phone: '555-0133',
    colour: '#7b2d5b',
  },
  skin: {
    name: 'Exemplar Dermatology',
    department: 'Skin surgery and dermatopathology',
    address: '2 Market Square, Exemplar SX4 0AE',
    phone: '555-0155',
    colour: '#4a5d23',
  },
  eyes: {
    name: 'Exemplar Eye Clinic',
    department: 'Retina and cataract',
    address: '9 Lens Court, Exemplar SX4 0AF',
    phone: '555-0161',
    colour: '#155a8a',
  },
} as const satisfies Record<string, Institution>
