export { folderFileStore } from './file-store/folder-file-store.ts'
export type { FolderFileStoreOptions } from './file-store/folder-file-store.ts'
export { detectType, typeDetector } from './type/detect-type.ts'
