/** What a file is, by its first bytes. Names are no help: artifacts and redirections rename reports. */
export type Packing = 'gzip' | 'zip' | 'utf-16le' | 'utf-16be' | 'utf-32' | 'text'

/** How many bytes `packingOf` wants to see. */
export const SNIFFED_BYTES = 4

/** RFC 1952, section 2.3.1: ID1, ID2 and the only compression method. */
const GZIP = [0x1f, 0x8b, 0x08]
/** APPNOTE.TXT, sections 4.3.7 and 4.3.16: a local file header, or the end record of an archive without files. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06]

/** @param head the first four bytes, or all there are */
export function packingOf(head: Uint8Array): Packing {
  if (startsWith(head, GZIP)) return 'gzip'
  if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) return 'zip'
  return unicodeOf(head)
}

/**
 * By byte order mark, else by where the zero bytes lie: JSON starts with two ASCII characters
 * (RFC 4627, section 3), and U+0000 is never one of them.
 */
function unicodeOf(head: Uint8Array): Packing {
  const [a, b, c, d] = head
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff])) return 'utf-32'
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be'
  if (a === undefined || b === undefined) return 'text'
  if (b === 0 && c === 0 && (a === 0) !== (d === 0)) return 'utf-32'
  if (a === 0 && b === 0) return 'text'
  if (b === 0) return 'utf-16le'
  return a === 0 ? 'utf-16be' : 'text'
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}
