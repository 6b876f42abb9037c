import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Folders of the packages that carry the recogniser's models, so that nothing is fetched from anywhere. */
export const languageFolders = {
  eng: folderOf('@tesseract.js-data/eng'),
  osd: folderOf('@tesseract.js-data/osd'),
}

function folderOf(name: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), '4.0.0_best_int')
}
