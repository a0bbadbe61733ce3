import type { Finding, Location, Reading } from '../../finding.js'
import { childOf, childrenOf, childText, type XmlElement } from '../documents/xml.js'
import { findingOf } from '../native/finding.js'
import type { XmlFormat } from '../native/format.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, toReading, unreadable } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { asText, textsOf } from '../vocabulary/json.js'

/**
 * Source of the elements: docs.checkmarx.com, "Viewing Results", and what github.com/checkmarx-ltd/cx-flow reads of `CxXMLResults`. The tool is
 * named as in the SARIF of the latter, SarifProperties.java.
 */
export const checkmarxSast: XmlFormat = {
  shape: 'xml',
  id: 'checkmarx-sast',
  name: 'Checkmarx SAST XML',
  tool: { name: 'Checkmarx - SAST', vendor: 'Checkmarx' },
  covers: 'CxSAST 8 and 9: the XML report',
  command: 'runCxConsole.sh Scan -CxServer "$SERVER" -ProjectName shop -LocationType folder -LocationPath . -ReportXML checkmarx.xml',
  mounts: ['/'],
  detect: ({ name }) => name === 'CxXMLResults',
  read: (root, { places }) => ({
    tool: { version: root.attributes.get('CheckmarxVersion') },
    *readings(): Generator<Reading> {
      for (const [q, query] of childrenOf(root, 'Query').entries()) {
        for (const [r, result] of childrenOf(query, 'Result').entries()) {
          yield toReading(readResult(result, query, places), `Query[${q}].Result[${r}]`)
        }
      }
    },
  }),
}

/** `state`: 0 to verify, 1 not exploitable, 2 confirmed, 3 urgent, 4 proposed as not exploitable, which nobody has approved yet. */
const NOT_EXPLOITABLE = '1'

function readResult(result: XmlElement, query: XmlElement, places: Places): Entry {
  const { attributes } = result
  if (attributes.get('Status')?.toLowerCase() === 'fixed') return NOT_A_PROBLEM
  const finding = toFinding(result, query, places)
  if (finding === undefined) return unreadable('has no query with a name')
  const accepted = attributes.get('FalsePositive')?.toLowerCase() === 'true' || attributes.get('state') === NOT_EXPLOITABLE
  return accepted ? suppressed(finding) : problem(finding)
}

/** `SeverityIndex`, which stands beside the word. */
const INDICES: SeverityWords = new Map([
  ['4', 'CRITICAL'],
  ['3', 'HIGH'],
  ['2', 'MEDIUM'],
  ['1', 'LOW'],
  ['0', 'INFORMATIONAL'],
])

/**
 * Its place is where the data flow starts, and the steps follow. Their names are code, too, a literal's is its value: none of them goes into a
 * finding, and neither do `Remark` and those who have looked at it.
 */
function toFinding({ attributes, children }: XmlElement, query: XmlElement, places: Places): Finding | undefined {
  const id = asText(query.attributes.get('name'))
  if (id === undefined) return undefined
  const path = children.find(({ name }) => name === 'Path')
  const steps = childrenOf(path, 'PathNode')
  const [first, ...others] = steps.map((step) => placeOf(step, places))
  const title = id.replaceAll('_', ' ')
  return findingOf({
    kind: 'code',
    rule: {
      id,
      title,
      helpUrl: attributes.get('DeepLink'),
      tags: textsOf([query.attributes.get('group'), query.attributes.get('Language')]),
    },
    severity: severityOf({ word: gradeOf(attributes) ?? gradeOf(query.attributes), words: INDICES }),
    message: messageOf(title, others),
    location:
      first ?? places({ path: attributes.get('FileName'), startLine: attributes.get('Line'), startColumn: attributes.get('Column') }),
    otherLocations: others,
    cwes: cwesOf(query.attributes.get('cweId')),
    fingerprints: [{ name: 'similarityId', value: similarityOf(path) }],
    quoted: steps.flatMap(codeOf),
  })
}

function gradeOf(attributes: XmlElement['attributes']): string | undefined {
  return asText(attributes.get('Severity')) ?? asText(attributes.get('SeverityIndex'))
}

function placeOf(step: XmlElement, places: Places): Location | undefined {
  const startColumn = Number(childText(step, 'Column'))
  const length = Number(childText(step, 'Length'))
  return places({
    path: childText(step, 'FileName'),
    startLine: childText(step, 'Line'),
    startColumn,
    endColumn: startColumn + length,
  })
}

/** The report has no words for a result. */
function messageOf(title: string, steps: readonly (Location | undefined)[]): string {
  const last = steps.at(-1)
  if (last?.path === undefined) return title
  const line = last.startLine === undefined ? '' : `, line ${last.startLine}`
  return `${title}: the data flow that starts here ends in ${last.path}${line}.`
}

/** 0 is what results without a data flow have. */
function similarityOf(path: XmlElement | undefined): string | undefined {
  const id = path?.attributes.get('SimilarityId')
  return id === '0' ? undefined : id
}

function codeOf(step: XmlElement): readonly string[] {
  return textsOf(childrenOf(childOf(step, 'Snippet'), 'Line').map((line) => childText(line, 'Code')))
}
