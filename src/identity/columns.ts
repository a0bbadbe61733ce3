/** Growing columns of numbers and bytes: what is kept of each of a million findings costs what it weighs, and nothing for being an object. */

/** A log may have thousands of runs with a result each. */
const FIRST_CAPACITY = 16

export interface NumberColumn {
  push(value: number): void
  at(index: number): number
  set(index: number, value: number): void
}

/** @returns a column of whole numbers from 0 to 4,294,967,295 */
export function createNumberColumn(): NumberColumn {
  let values = new Uint32Array(FIRST_CAPACITY)
  let size = 0
  return {
    push(value) {
      if (size === values.length) {
        const larger = new Uint32Array(size * 2)
        larger.set(values)
        values = larger
      }
      values[size] = value
      size += 1
    },
    at: (index) => values[index] ?? 0,
    set(index, value) {
      values[index] = value
    },
  }
}

export interface HexColumn {
  /** `digits` hexadecimal digits. */
  push(hex: string): void
  at(index: number): string
}

/** @param digits of each value; an even number */
export function createHexColumn(digits: number): HexColumn {
  const width = digits / 2
  let bytes = Buffer.alloc(FIRST_CAPACITY * width)
  let size = 0
  return {
    push(hex) {
      const start = size * width
      if (start === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2)
      bytes.write(hex, start, width, 'hex')
      size += 1
    },
    at: (index) => bytes.toString('hex', index * width, (index + 1) * width),
  }
}
