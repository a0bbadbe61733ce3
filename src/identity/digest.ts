import { createHash } from 'node:crypto'

/** Length of a digest in hexadecimal digits: 128 bits, enough that two findings of one account never meet by chance. */
export const DIGITS = 32

/** @returns 32 hexadecimal digits over the parts, which cannot run into each other */
export function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256')
  // The length in front keeps ('ab', 'c') and ('a', 'bc') apart.
  for (const part of parts) hash.update(`${part.length}:${part}`)
  // Not cut out of the whole text: the engine would keep all of it for the part.
  return hash.digest().toString('hex', 0, DIGITS / 2)
}
