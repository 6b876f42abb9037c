import { describeMatrix } from './support/authorization-matrix.ts'

describeMatrix('AZ-07 row-level security alone', 'row-level security')
describeMatrix('AZ-07 the access rule alone', 'access rule')
