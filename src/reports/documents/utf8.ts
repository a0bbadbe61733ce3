import { isUtf8 } from 'node:buffer'

export const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf]

/** @param head the first three bytes, or all there are */
export function byteOrderMarkLength(head: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, index) => head[index] === byte) ? BYTE_ORDER_MARK.length : 0
}

export interface Utf8Check {
  /** Takes the next bytes; they may be cut inside a character and overwritten afterwards. */
  add(chunk: Uint8Array): void
  /** Whether everything that was added is valid UTF-8. */
  valid(): boolean
}

/** Checks UTF-8 that arrives in pieces. */
export function createUtf8Check(): Utf8Check {
  let valid = true
  let rest: Uint8Array = new Uint8Array()
  return {
    add(chunk) {
      if (!valid) return
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const end = endOfLastCharacter(bytes)
      valid = isUtf8(bytes.subarray(0, end))
      rest = Uint8Array.from(bytes.subarray(end))
    },
    valid: () => valid && rest.length === 0,
  }
}

/** Where the bytes have to be cut so that no character is cut in two. */
function endOfLastCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length
    if (byte < 0x80) break
  }
  return bytes.length
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}
