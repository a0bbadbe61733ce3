/**
 * JSON (RFC 8259) as a table: state and byte give the next state, or an action where the nesting has to be known.
 * One table look-up per byte is what makes checking a large report cheaper than parsing it.
 */

export const FIRST_ACTION = 128
export const OPEN_OBJECT = 128
export const OPEN_ARRAY = 129
export const CLOSE_OBJECT = 130
export const CLOSE_ARRAY = 131
export const COMMA = 132
export const BEGIN_KEY = 133
export const END_KEY = 134
export const FAIL = 255

export const VALUE = 0
export const FIRST_ELEMENT = 1
export const FIRST_KEY = 2
export const NEXT_KEY = 3
export const KEY = 4
const KEY_ESCAPE = 5
/** Four states, one for each hexadecimal digit. */
const KEY_HEX = 6
export const AFTER_KEY = 10
export const AFTER_VALUE = 11
export const STRING = 12
const STRING_ESCAPE = 13
const STRING_HEX = 14
const MINUS = 18
const ZERO = 19
const INTEGER = 20
const POINT = 21
const FRACTION = 22
const EXPONENT = 23
const EXPONENT_SIGN = 24
const EXPONENT_DIGITS = 25
const FIRST_LITERAL = 26

const SPACE = ' \t\n\r'
const DIGITS = '0123456789'
const HEX = '0123456789abcdefABCDEF'
const LITERALS = ['true', 'false', 'null']
const STATES = FIRST_LITERAL + LITERALS.join('').length

/** Index: `state << 8 | byte`. */
export const TRANSITIONS: Uint8Array = buildTransitions()

/** Whether the text may end here, outside all arrays and objects. */
export function isFinal(state: number): boolean {
  return [AFTER_VALUE, ZERO, INTEGER, FRACTION, EXPONENT_DIGITS].includes(state)
}

function buildTransitions(): Uint8Array {
  const table = new Uint8Array(STATES << 8).fill(FAIL)
  const on = (state: number, bytes: string, next: number) => {
    for (const byte of bytes) table[(state << 8) | byte.charCodeAt(0)] = next
  }
  addStructure(on)
  addValues(on)
  addNumbers(on)
  addText(table, on, { text: STRING, escaped: STRING_ESCAPE, hex: STRING_HEX, end: AFTER_VALUE })
  addText(table, on, { text: KEY, escaped: KEY_ESCAPE, hex: KEY_HEX, end: END_KEY })
  return table
}

type On = (state: number, bytes: string, next: number) => void

function addStructure(on: On): void {
  for (const state of [VALUE, FIRST_ELEMENT, FIRST_KEY, NEXT_KEY, AFTER_KEY, AFTER_VALUE]) on(state, SPACE, state)
  for (const state of [FIRST_KEY, NEXT_KEY]) on(state, '"', BEGIN_KEY)
  on(FIRST_KEY, '}', CLOSE_OBJECT)
  on(FIRST_ELEMENT, ']', CLOSE_ARRAY)
  on(AFTER_KEY, ':', VALUE)
  addEndOfValue(on, AFTER_VALUE)
}

function addEndOfValue(on: On, state: number): void {
  on(state, SPACE, AFTER_VALUE)
  on(state, ',', COMMA)
  on(state, ']', CLOSE_ARRAY)
  on(state, '}', CLOSE_OBJECT)
}

function addValues(on: On): void {
  for (const state of [VALUE, FIRST_ELEMENT]) {
    on(state, '"', STRING)
    on(state, '{', OPEN_OBJECT)
    on(state, '[', OPEN_ARRAY)
    on(state, '-', MINUS)
    on(state, '0', ZERO)
    on(state, DIGITS.slice(1), INTEGER)
  }
  let free = FIRST_LITERAL
  for (const word of LITERALS) {
    for (const state of [VALUE, FIRST_ELEMENT]) on(state, word.charAt(0), free)
    for (const [index, letter] of [...word.slice(1)].entries()) on(free + index, letter, free + index + 1)
    const last = word.length - 2
    on(free + last, word.charAt(last + 1), AFTER_VALUE)
    free += word.length
  }
}

function addNumbers(on: On): void {
  for (const state of [ZERO, INTEGER, FRACTION, EXPONENT_DIGITS]) addEndOfValue(on, state)
  on(MINUS, '0', ZERO)
  on(MINUS, DIGITS.slice(1), INTEGER)
  on(INTEGER, DIGITS, INTEGER)
  for (const state of [ZERO, INTEGER]) on(state, '.', POINT)
  for (const state of [POINT, FRACTION]) on(state, DIGITS, FRACTION)
  for (const state of [ZERO, INTEGER, FRACTION]) on(state, 'eE', EXPONENT)
  on(EXPONENT, '+-', EXPONENT_SIGN)
  for (const state of [EXPONENT, EXPONENT_SIGN, EXPONENT_DIGITS]) on(state, DIGITS, EXPONENT_DIGITS)
}

function addText(table: Uint8Array, on: On, states: { text: number; escaped: number; hex: number; end: number }): void {
  const { text, escaped, hex, end } = states
  // Control characters stay a failure. Bytes from 0x80 on are parts of characters; UTF-8 is checked elsewhere.
  table.fill(text, (text << 8) | 0x20, (text + 1) << 8)
  on(text, '\\', escaped)
  on(text, '"', end)
  on(escaped, '"\\/bfnrt', text)
  on(escaped, 'u', hex)
  for (let digit = 0; digit < 4; digit++) on(hex + digit, HEX, digit === 3 ? text : hex + digit + 1)
}
