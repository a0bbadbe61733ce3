import { findingOf } from '../native/finding.js'
import type { NativeContext, RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { secretSeverity } from '../native/severity.js'
import { createSourceLines } from '../native/source-line.js'
import { asText, type JsonObject, textsOf } from '../vocabulary/json.js'

/**
 * Source of the members: github.com/gitleaks/gitleaks, report/finding.go (8) and scan/leak.go (7).
 * Columns are left out: from the second line of a file on they count the line feed before the line.
 */
export const gitleaks: RecordsFormat = {
  shape: 'records',
  id: 'gitleaks',
  name: 'Gitleaks JSON',
  tool: { name: 'gitleaks', vendor: 'Gitleaks' },
  covers: 'Gitleaks 7 and 8: directories and histories',
  command: 'gitleaks dir . --report-format json --report-path gitleaks.json',
  clean: ['[]', 'null'],
  detect: (first) => has(first, 'RuleID', 'File', 'Match') || has(first, 'offender', 'rule', 'file'),
  read: (records, context) => {
    const locate = createLocator(context)
    return { readings: () => readEach(records, '', (leak) => readLeak(leak, locate)) }
  },
}

function readLeak(leak: JsonObject, locate: Locator): Entry {
  const id = asText(leak['RuleID']) ?? asText(leak['rule'])
  if (id === undefined) return unreadable('has no rule')
  const tags = tagsOf(leak)
  return problem(
    findingOf({
      kind: 'secret',
      rule: { id, title: asText(leak['Description']) ?? `${id} detected`, tags },
      severity: secretSeverity(false, tags.find(isSeverity)),
      ...locate(leak),
      secrets: [leak['Secret'], leak['Match'], leak['offender'], leak['line']],
    }),
  )
}

/** An array in version 8, `key, AWS` in version 7. */
function tagsOf(leak: JsonObject): readonly string[] {
  const text = asText(leak['tags'])
  return text === undefined ? textsOf(leak['Tags']) : text.split(',').flatMap((tag) => asText(tag) ?? [])
}

/** Gitleaks has no severity; rules that need one carry it as a tag. */
function isSeverity(tag: string): boolean {
  return /^(?:critical|high|medium|low)$/i.test(tag)
}

type Locator = (leak: JsonObject) => Pick<Parameters<typeof findingOf>[0], 'location' | 'fingerprints'>

/**
 * A leak in the history is placed where its text is in the checkout. When it is not there any more, its line is one of another version of
 * the file; then Gitleaks' own fingerprint (`commit:file:rule:line`) tells it apart, because that version never changes.
 */
function createLocator({ places, readSource }: NativeContext): Locator {
  const sourceLine = createSourceLines(readSource)
  return (leak) => {
    const path = leak['File'] ?? leak['file']
    const file = places({ path })
    const location = places({ path, startLine: leak['StartLine'] ?? leak['lineNumber'], endLine: leak['EndLine'] })
    if (asText(leak['Commit']) === undefined && asText(leak['commit']) === undefined) return { location }
    const text = asText(leak['Match']) ?? asText(leak['line'])
    const { path: name = '', startLine = 0, endLine = startLine } = location ?? {}
    const found = text === undefined ? 'unknown' : sourceLine(name, text, startLine)
    if (typeof found === 'object') return { location: { ...location, startLine: found.line, endLine: found.line + endLine - startLine } }
    const fingerprints = [{ name: 'gitleaks', value: leak['Fingerprint'] }]
    return { location: found === 'gone' ? file : location, fingerprints }
  }
}
