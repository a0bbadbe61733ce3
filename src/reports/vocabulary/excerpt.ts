import { shortened } from './beginning.js'

/** Scanner text in a message: quoted, one line, printable ASCII only, and short. */
const MAX_EXCERPT_LENGTH = 40

/** @returns the text as a JSON string literal without anything a terminal, a log or Markdown could act on unseen */
export function excerpt(text: string): string {
  return quoted(text, MAX_EXCERPT_LENGTH)
}

/** The same of a text that may be longer. */
export function quoted(text: string, length: number): string {
  return JSON.stringify(shortened(text, length)).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
