import { createHash } from 'node:crypto'

/** 128 bits in hexadecimal digits: enough that two texts of one account never meet by chance. */
export const HASH_DIGITS = 32

/** @returns 32 hexadecimal digits */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS)
}
