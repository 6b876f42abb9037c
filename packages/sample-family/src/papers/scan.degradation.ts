import sharp from 'sharp'
import { createRandom } from '../seeded-random.ts'
import { addGrain } from './noise.ts'
import { rasterPages } from './page.raster.ts'
import { writePictures } from './pdf.writer.ts'

const width = 1654
const height = 2339

/** What an office scanner makes of printed pages: grey 200 dpi JPEGs, laid in a little askew, without text layer. */
export async function scan(pdf: Uint8Array, key: string, scannedOn: string): Promise<Uint8Array> {
  const pictures: Uint8Array[] = []
  for (const [index, page] of (await rasterPages(pdf, width)).entries()) {
    pictures.push(await scanPage(page, `${key} ${index}`))
  }
  return writePictures(pictures, scannedOn)
}

async function scanPage(png: Uint8Array, key: string): Promise<Uint8Array> {
  const random = createRandom(key)
  const tilt = (random() < 0.5 ? -1 : 1) * (0.4 + random() * 0.8)
  const tilted = await sharp(png)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .rotate(tilt, { background: '#ffffff' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { data } = await sharp(tilted.data, { raw: tilted.info })
    .extract({
      left: Math.floor((tilted.info.width - width) / 2),
      top: Math.floor((tilted.info.height - height) / 2),
      width,
      height,
    })
    .blur(0.5)
    .linear(0.9, 16)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  darkenEdge(data)
  addGrain(data, width, key, 2.2)
  return sharp(data, { raw: { width, height, channels: 1 } })
    .withDensity(200)
    .jpeg({ quality: 62 })
    .toBuffer()
}

/** The lid never closes quite at the left edge. */
function darkenEdge(pixels: Uint8Array): void {
  const reach = 26
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < reach; column += 1) {
      const index = row * width + column
      pixels[index] = pixels[index]! * (0.62 + (0.38 * column) / reach)
    }
  }
}
