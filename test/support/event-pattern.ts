/**
 * Whether EventBridge would pass an event on. Source: EventBridge user guide, "Comparison operators for use in event patterns". There is no library for
 * Node.js: AWS's own, aws/event-ruler, is one for Java. What is not needed here is refused, so that no pattern is thought to be tried that is not.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** @throws for a pattern that EventBridge would refuse, or that is not understood here */
export function matchesPattern(pattern: Json, event: Json): boolean {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw new Error('A pattern is an object with at least one member')
  return matchesObject(pattern, event)
}

/** Of a list of objects one has to match as a whole. */
function matchesObject(pattern: { readonly [name: string]: Json }, event: Json | undefined): boolean {
  if (isList(event)) return event.some((one) => matchesObject(pattern, one))
  return Object.entries(pattern).every(([name, part]) =>
    matchesMember(part, isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined),
  )
}

function matchesMember(part: Json, actual: Json | undefined): boolean {
  if (isList(part)) {
    if (part.length === 0) throw new Error('A list in a pattern is never empty')
    // Evaluated all, so that one that is wrong is found.
    return part.map((wanted) => matchesValue(wanted, actual)).some(Boolean)
  }
  if (!isObject(part)) throw new Error('A value in a pattern stands in a list')
  return matchesObject(part, actual)
}

function matchesValue(wanted: Json, actual: Json | undefined): boolean {
  const values = isList(actual) ? actual : [actual]
  if (!isObject(wanted)) return values.some((value) => value === wanted)
  const [[operator, operand] = ['', null], ...more] = Object.entries(wanted)
  if (more.length > 0) throw new Error('A comparison has one operator')
  if (operator === 'exists') return operand === (actual !== undefined)
  const compare = OPERATORS[operator]
  if (compare === undefined || typeof operand !== 'string') throw new Error(`${operator} is not understood`)
  return values.some((value) => typeof value === 'string' && compare(value, operand))
}

const OPERATORS: Readonly<Record<string, (text: string, operand: string) => boolean>> = {
  prefix: (text, operand) => text.startsWith(operand),
  suffix: (text, operand) => text.endsWith(operand),
  wildcard: (text, operand) => {
    if (operand.includes('**')) throw new Error('Two wildcards never stand beside each other')
    const [first = '', ...rest] = operand.split('*')
    return text.startsWith(first) && endsIn(text.slice(first.length), rest)
  },
}

/** Whether the pieces stand in the text in their order, the last one at its end. */
function endsIn(text: string, pieces: readonly string[]): boolean {
  const [piece, ...rest] = pieces
  if (piece === undefined) return text === ''
  if (rest.length === 0) return text.endsWith(piece)
  const at = text.indexOf(piece)
  return at >= 0 && endsIn(text.slice(at + piece.length), rest)
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
