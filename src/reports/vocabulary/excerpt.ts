/** Scanner text in a message: quoted, one line, printable ASCII only, and short. */
const MAX_EXCERPT_LENGTH = 40

/** @returns the text as a JSON string literal without anything a terminal, a log or Markdown could act on unseen */
export function excerpt(text: string): string {
  const start = text.length > MAX_EXCERPT_LENGTH ? `${text.slice(0, MAX_EXCERPT_LENGTH)}…` : text
  return JSON.stringify(start).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
