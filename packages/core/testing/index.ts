export * from './file-store-contract.ts'
export * from './ai-provider-contract.ts'
export * from './live-contract.ts'
export * from './store-contract.ts'
