import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP archive of the given files, compressed; `lies` replaces the size that an entry claims to have. */
export function zip(
  files: Record<string, string | Uint8Array>,
  lies: Record<string, number> = {},
): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content as string)
    const packed = deflateRawSync(raw)
    const size = lies[name] ?? raw.length
    const local = Buffer.concat([
      header(0x04034b50, 30, raw, packed, size, name),
      Buffer.from(name),
      packed,
    ])
    const central = header(0x02014b50, 46, raw, packed, size, name)
    central.writeUInt32LE(offset, 42)
    directory.push(central, Buffer.from(name))
    locals.push(local)
    offset += local.length
  }
  return Buffer.concat([...locals, ...directory, end(directory, offset)])
}

function header(
  mark: number,
  length: number,
  raw: Buffer,
  packed: Buffer,
  size: number,
  name: string,
): Buffer {
  const bytes = Buffer.alloc(length)
  // The central header carries one field more (the version it was made by) before those that both have.
  const from = length === 46 ? 6 : 4
  bytes.writeUInt32LE(mark, 0)
  bytes.writeUInt16LE(20, from)
  bytes.writeUInt16LE(8, from + 4)
  bytes.writeUInt32LE(crc32(raw), from + 10)
  bytes.writeUInt32LE(packed.length, from + 14)
  bytes.writeUInt32LE(size, from + 18)
  bytes.writeUInt16LE(name.length, from + 22)
  return bytes
}

function end(directory: Buffer[], offset: number): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt32LE(0x06054b50, 0)
  bytes.writeUInt16LE(directory.length / 2, 8)
  bytes.writeUInt16LE(directory.length / 2, 10)
  bytes.writeUInt32LE(Buffer.concat(directory).length, 12)
  bytes.writeUInt32LE(offset, 16)
  return bytes
}
