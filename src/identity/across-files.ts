/**
 * When two findings in two files are one. Only the code says so: the same package, a fingerprint that the tool gives to this place alone, equal
 * surroundings, files that are mostly the same. An equal rule, message or line number is no evidence: the new finding would pass for one that
 * happened to vanish elsewhere, and nobody would ever see it.
 */
import { groupBy } from '../groups.js'
import { type Known, known, type Likeness } from './likeness.js'
import { alikeFiles } from './surroundings.js'
import { fileOf, type Traits } from './traits.js'

/** Neighbouring lines in common that make an equal line in another file the same line. */
const ENOUGH_BESIDE_LINE = 3
/** The same where what follows the line is equal as well. */
const ENOUGH_BESIDE_CONTEXT = 2

export interface AcrossFiles {
  /** Whether a pair found by likeness is one finding although its files are two. */
  isOne(a: Traits, b: Traits, likeness: Likeness): boolean
}

export function createAcrossFiles(current: readonly Traits[], stored: readonly Traits[]): AcrossFiles {
  const shared = new Set([...valuesInSeveralFiles(current), ...valuesInSeveralFiles(stored)])
  return {
    isOne(a, b, { evidence, shared: lines }) {
      if (evidence === 'package') return true
      // Fingerprints of secrets are often made of the secret: the same one in another file is another leak.
      if (evidence === 'tool' && !a.secret && haveOwnValue(a, b, shared)) return true
      if (areOfOneFile(a, b)) return true
      if (evidence === 'message' || evidence === 'logical') return false
      return lines >= (evidence === 'context' ? ENOUGH_BESIDE_CONTEXT : ENOUGH_BESIDE_LINE)
    },
  }
}

/** Whether the files of two findings are mostly the same, as far as it is known. */
export function areOfOneFile(a: Traits, b: Traits): boolean {
  const [one, other] = [surroundingsOf(known(a)), surroundingsOf(known(b))]
  return one !== undefined && other !== undefined && alikeFiles(one, other)
}

function surroundingsOf({ surroundings }: Known<Traits>) {
  return surroundings
}

function haveOwnValue(a: Traits, b: Traits, shared: ReadonlySet<string>): boolean {
  return a.evidence.tool.some(({ value }) => !shared.has(value) && b.evidence.tool.some((other) => other.value === value))
}

/** What a tool says of several files at once tells none of them. */
function valuesInSeveralFiles(findings: readonly Traits[]): string[] {
  const entries = findings.flatMap((finding) => finding.evidence.tool.map(({ value }) => ({ value, file: fileOf(finding) })))
  return [...groupBy(entries, ({ value }) => value)].flatMap(([value, group]) =>
    group.some(({ file }) => file !== group[0]?.file) ? [value] : [],
  )
}
