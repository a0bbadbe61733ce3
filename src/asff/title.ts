/** The first line that a person reads about a finding. */
import type { Finding, Rule, Vulnerability } from '../finding.js'
import { TITLE_LENGTH } from './limits.js'
import { lineOfText } from './text.js'

/** A full stop, unless it belongs to an abbreviation or to an ellipsis, with more text behind it. */
const SENTENCE_END = /(?<!\b(?:e\.g|i\.e|etc|vs|cf|no)|\.)[.!?](?=\s)/i

/** One plain line of 1 to 256 code points. Not escaped for Markdown or workflow commands. */
export function titleOf(finding: Finding): string {
  for (const candidate of candidates(finding)) {
    const title = lineOfText(candidate, TITLE_LENGTH)
    if (title !== undefined) return title
  }
  return 'Security finding'
}

function* candidates({ title, rule, vulnerability, message }: Finding): Iterable<string | undefined> {
  yield title
  if (vulnerability !== undefined) yield vulnerabilityTitle(vulnerability)
  if (!repeatsId(rule)) yield firstSentence((rule.title ?? '').replace(/\s+/g, ' '))
  yield firstSentence(message)
  yield rule.title
  yield rule.name
  yield rule.id
}

/** `CVE-2024-1234 in lodash 4.17.20`. Without a package the rule's words say more. */
function vulnerabilityTitle({ id, packages }: Vulnerability): string | undefined {
  const [first] = packages
  if (first === undefined) return undefined
  const name = `${first.name} ${first.version ?? ''}`.trim()
  const others = new Set(packages.map((other) => other.name)).size - 1
  return `${id} in ${name}${others === 0 ? '' : ` and ${others} more ${others === 1 ? 'package' : 'packages'}`}`
}

/** Some tools fill the short description with the rule's id (`Semgrep Finding: a.b.c`). */
function repeatsId({ id, title = '' }: Rule): boolean {
  return title.toLowerCase().includes(id.toLowerCase())
}

function firstSentence(message: string): string {
  const [first = ''] = message.trimStart().split('\n', 1)
  const line = first.trimEnd()
  const end = line.search(SENTENCE_END)
  const sentence = end === -1 ? line : line.slice(0, end + 1)
  return sentence.endsWith('.') && !sentence.endsWith('..') ? sentence.slice(0, -1) : sentence
}
