import type { Reading } from '../../finding.js'
import { childrenOf, type XmlElement } from '../documents/xml.js'
import { findingOf } from '../native/finding.js'
import type { XmlFormat } from '../native/format.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, toReading, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { cwesIn } from '../vocabulary/cwes.js'
import { asText } from '../vocabulary/json.js'
import { createToolFailureTest } from '../vocabulary/tool-failures.js'

/**
 * Source of the members: github.com/checkstyle/checkstyle, XMLLogger.java; `link` is tfsec's. Many linters write this format, with made-up
 * versions, and a report without errors does not name them: so that problems can be seen to be gone, the tool always has the format's name.
 */
export const checkstyle: XmlFormat = {
  shape: 'xml',
  id: 'checkstyle',
  name: 'Checkstyle XML',
  tool: { name: 'Checkstyle', vendor: 'Checkstyle' },
  covers: 'Checkstyle, and linters that write its format',
  command: 'java -jar checkstyle-all.jar -c /google_checks.xml -f xml -o checkstyle.xml src',
  detect: (root) => root.name === 'checkstyle',
  read: (root, { places }) => ({
    failures: [...toolErrors(exceptionsIn(root), 'file.exception'), ...toolErrors(failuresIn(root), 'file.error')],
    *readings() {
      for (const [index, file] of childrenOf(root, 'file').entries()) yield* readFile(file, `file[${index}]`, places)
    },
  }),
}

/** Files in which a check failed, with the first line of the stack trace. */
function exceptionsIn(root: XmlElement): readonly string[] {
  return [root, ...childrenOf(root, 'file')]
    .flatMap((element) => childrenOf(element, 'exception'))
    .map(({ text }) => text.split('\n', 1)[0] ?? '')
}

/** What says that a linter could not parse or build. Of several linters nobody knows which it was. */
function failuresIn(root: XmlElement): readonly string[] {
  return childrenOf(root, 'file')
    .flatMap((file) => childrenOf(file, 'error'))
    .map(({ attributes }) => ({ ruleId: asText(attributes.get('source')), message: attributes.get('message') ?? '' }))
    .filter(saysToolFailed)
    .map(({ message }) => message)
}

const saysToolFailed = createToolFailureTest(undefined)

function* readFile(file: XmlElement, at: string, places: Places): Generator<Reading> {
  for (const [index, error] of childrenOf(file, 'error').entries()) {
    yield toReading(readError(error.attributes, file.attributes.get('name'), places), `${at}.error[${index}]`)
  }
}

/** Of an error without a source: some linters leave it out. */
const UNNAMED = 'unnamed'

function readError(error: XmlElement['attributes'], path: string | undefined, places: Places): Entry {
  const message = asText(error.get('message'))
  const id = asText(error.get('source')) ?? UNNAMED
  if (message === undefined && id === UNNAMED) return unreadable('has no message and no source')
  const severity = error.get('severity')
  if (severity === 'ignore') return NOT_A_PROBLEM
  const cwes = cwesIn(message ?? '')
  return problem(
    findingOf({
      kind: cwes.length > 0 ? 'code' : 'other',
      rule: { id, name: nameIn(id), helpUrl: error.get('link') },
      severity: severityOf({ word: severity }),
      message,
      location: places({ path, startLine: error.get('line'), startColumn: error.get('column') }),
      cwes,
    }),
  )
}

/** `MagicNumber` in `com.puppycrawl.tools.checkstyle.checks.coding.MagicNumberCheck`. */
function nameIn(source: string): string | undefined {
  return /^com\.puppycrawl\..{0,200}\.([A-Za-z0-9]{1,100}?)(?:Check)?$/.exec(source)?.[1]
}
