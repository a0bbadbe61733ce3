/** What is said of inputs that are wrong or unknown, all of them at once. */
import { closestMatch } from 'leven'
import { UserError } from './errors.js'

/** One wrong input: its name and what was expected. */
export interface Complaint {
  readonly name: string
  readonly message: string
}

/** How the runner passes inputs on, names in upper case, blanks as `_`: actions/runner, src/Runner.Worker/Handlers/Handler.cs. */
const VARIABLE = /^INPUT_/i

/** Of this many characters of a name one may be wrong, and so many in all, for it to be taken for another. */
const CHARACTERS_PER_ERROR = 3
const TYPING_ERRORS = 3

/**
 * Inputs that are set and that action.yml does not know: whatever they were to do would not be done. An empty one is no better, its value
 * may come from an expression. The runner itself only warns of them.
 */
export function unknownInputs(environment: Readonly<Record<string, string | undefined>>, known: readonly string[]): Complaint[] {
  const given = Object.keys(environment).filter((variable) => VARIABLE.test(variable))
  return given
    .map((variable) => variable.replace(VARIABLE, '').toLowerCase())
    .filter((name) => !known.includes(name))
    .sort()
    .map((name) => {
      const meant = knownInputsLike(name, known)
      return { name: shortened(name), message: `is no input of this action${meant.length === 0 ? '' : `, expected ${meant.join(' or ')}`}` }
    })
}

/** The one that it is a mistyped form of, else those of which it is a part: `region` of `aws-region`. */
function knownInputsLike(name: string, known: readonly string[]): readonly string[] {
  // A blank has become `_`, and `fail_on_new` is what other actions would call it.
  const words = name.replaceAll('_', '-')
  const maxDistance = Math.min(TYPING_ERRORS, Math.floor(words.length / CHARACTERS_PER_ERROR))
  const nearest = closestMatch(words, known, { maxDistance })
  if (nearest !== undefined) return [nearest]
  return known.filter((candidate) => words !== '' && `-${candidate}-`.includes(`-${words}-`))
}

export function invalidInputs(wrong: readonly Complaint[], unknown: readonly Complaint[]): UserError {
  const complaints = [...wrong, ...unknown]
  const lines = complaints.map(({ name, message }) => `${name} ${message}`)
  const [only = ''] = lines
  const text = lines.length === 1 ? only : [`${lines.length} inputs are wrong:`, ...lines.map((line) => `- ${line}`)].join('\n')
  const names = [...new Set(complaints.map(({ name }) => name))]
  // A job that sets such a variable gives an input to every action in it.
  const variables = unknown.length === 0 ? '' : ' A variable INPUT_… under `env:` counts as an input too.'
  return new UserError('INVALID_INPUT', text, { hint: `Correct ${names.join(', ')} under \`with:\` in the workflow.${variables}` })
}

/** As a JSON string, as far as it is shown. */
export function quote(value: string): string {
  return JSON.stringify(shortened(value))
}

/** What the user wrote, short enough for a message and never more than one line. */
function shortened(value: string): string {
  const line = value.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}
