import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: string | Uint8Array
  /** Stored without compression. */
  readonly stored?: boolean
  /** Written into the headers instead of the right values. */
  readonly crc?: number
  readonly size?: number
  readonly encrypted?: boolean
  /** Sizes in the zip64 field instead of the 32-bit ones. */
  readonly zip64?: boolean
}

const NEEDS_64 = 0xffffffff

/** Writes a zip archive (APPNOTE.TXT, section 4.3) and lets a test get it wrong. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const { local, central } = headersOf(entry, offset)
    locals.push(local)
    centrals.push(central)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  return Buffer.concat([...locals, directory, endRecord(entries.length, directory.length, offset)])
}

function headersOf(entry: ZipEntry, offset: number): { local: Buffer; central: Buffer } {
  const content = Buffer.from(entry.content as Uint8Array)
  const data = entry.stored === true ? content : deflateRawSync(content)
  const name = Buffer.from(entry.name)
  const size = entry.size ?? content.length
  const extra = entry.zip64 === true ? zip64Field(size, data.length) : Buffer.alloc(0)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(45, 0)
  common.writeUInt16LE(entry.encrypted === true ? 0x0801 : 0x0800, 2)
  common.writeUInt16LE(entry.stored === true ? 0 : 8, 4)
  common.writeUInt32LE(entry.crc ?? crc32(content), 10)
  common.writeUInt32LE(entry.zip64 === true ? NEEDS_64 : data.length, 14)
  common.writeUInt32LE(entry.zip64 === true ? NEEDS_64 : size, 18)
  common.writeUInt16LE(name.length, 22)
  common.writeUInt16LE(extra.length, 24)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, extra, data])
  return { local, central: Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([45, 3]), common, tail, name, extra]) }
}

function zip64Field(size: number, packedSize: number): Buffer {
  const field = Buffer.alloc(20)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(16, 2)
  field.writeBigUInt64LE(BigInt(size), 4)
  field.writeBigUInt64LE(BigInt(packedSize), 12)
  return field
}

function endRecord(count: number, directoryLength: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(22)
  record.write('PK\x05\x06', 'latin1')
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(directoryLength, 12)
  record.writeUInt32LE(directoryOffset, 16)
  return record
}
