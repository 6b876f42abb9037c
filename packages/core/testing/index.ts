export * from './file-store-contract.ts'
