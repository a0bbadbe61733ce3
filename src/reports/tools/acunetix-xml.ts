import type { Finding, Location, Problem, Reading } from '../../finding.js'
import { childOf, childrenOf, childText, type XmlElement } from '../documents/xml.js'
import { vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { XmlFormat } from '../native/format.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, suppressed, toReading, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { addressOf } from '../vocabulary/address.js'
import { advisoriesIn } from '../vocabulary/advisory-ids.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { cwesOf } from '../vocabulary/cwes.js'
import { textsOf } from '../vocabulary/json.js'

/**
 * `Details` and `TechnicalDetails` quote requests and answers with their cookies and tokens: none of them goes into a finding.
 * Source of the elements: the XML export of Acunetix, as DefectDojo's parser `acunetix` reads it.
 */
export const acunetixXml: XmlFormat = {
  shape: 'xml',
  id: 'acunetix-xml',
  name: 'Acunetix XML',
  tool: { name: 'Acunetix', vendor: 'Invicti' },
  covers: 'the XML export of Acunetix, with and without AcuSensor',
  command: 'curl --header "X-Auth: $TOKEN" "$ACUNETIX/reports/download/$REPORT.xml" > acunetix.xml',
  detect: (root) => root.name === 'ScanGroup' && childrenOf(root, 'Scan').some((scan) => childOf(scan, 'StartURL') !== undefined),
  read: (root, { places }) => ({
    failures: childrenOf(root, 'Scan').flatMap(failuresOf),
    *readings(): Generator<Reading> {
      for (const [s, scan] of childrenOf(root, 'Scan').entries()) {
        for (const [i, item] of childrenOf(childOf(scan, 'ReportItems'), 'ReportItem').entries()) {
          yield toReading(readItem(item, scan, places), `Scan[${s}].ReportItem[${i}]`)
        }
      }
    },
  }),
}

function failuresOf(scan: XmlElement, index: number): readonly Problem[] {
  const is = (name: string, word: string) => childText(scan, name)?.toLowerCase() === word
  const told = [
    ...(is('Aborted', 'true') ? ['the scan was aborted'] : []),
    ...(is('Responsive', 'false') ? ['the target did not answer'] : []),
  ]
  return toolErrors(told, `Scan[${index}]`)
}

function readItem(item: XmlElement, scan: XmlElement, places: Places): Entry {
  const finding = toFinding(item, scan, places)
  if (finding === undefined) return unreadable('has no Name')
  return TRUE.has(childText(item, 'IsFalsePositive')?.toLowerCase() ?? '') ? suppressed(finding) : problem(finding)
}

const TRUE: ReadonlySet<string> = new Set(['true', '1', 'yes'])

function toFinding(item: XmlElement, scan: XmlElement, places: Places): Finding | undefined {
  const name = childText(item, 'Name')
  if (name === undefined) return undefined
  const text = (child: string) => childText(item, child)
  const id = name.endsWith(VERIFIED) ? name.slice(0, -VERIFIED.length) : name
  const names = advisoriesOf(childOf(item, 'CVEList'))
  const cvss = cvssScores(['CVSS4', 'CVSS3', 'CVSS'].map((version) => scoreIn(childOf(item, version))))
  const urls = childrenOf(childOf(item, 'References'), 'Reference').map((reference) => childText(reference, 'URL'))
  return findingOf({
    kind: names.length > 0 ? 'vulnerability' : 'code',
    rule: { id, name: text('ModuleName'), tags: textsOf(text('Type')), helpUrl: urls },
    title: id,
    severity: severityOf({ word: text('Severity'), others: cvss }),
    message: text('Description') ?? text('Impact'),
    location: placeOf(item, scan, places),
    cwes: cwesOf(childrenOf(childOf(item, 'CWEList'), 'CWE').map((cwe) => cwe.attributes.get('id') ?? cwe.text)),
    vulnerability: vulnerabilityOf({ names, packages: [], cvss, urls }),
    remediation: text('Recommendation'),
  })
}

/** Whether it was proved differs from scan to scan. */
const VERIFIED = ' (verified)'

function advisoriesOf(list: XmlElement | undefined): readonly string[] {
  const texts = childrenOf(list, 'CVE').flatMap((cve) => [cve.text, childText(cve, 'Id') ?? ''])
  return [...new Set(texts.flatMap(advisoriesIn))]
}

/** AcuSensor tells the file on the server: when it is one of the repository, it is the place. */
function placeOf(item: XmlElement, scan: XmlElement, places: Places): Location | undefined {
  const logicalName = childText(item, 'Parameter')
  const source = places({ path: childText(item, 'AOP_SourceFile'), startLine: childText(item, 'AOP_SourceLine'), logicalName })
  return source?.path === undefined ? places({ uri: addressIn(scan, childText(item, 'Affects')), logicalName }) : source
}

function scoreIn(element: XmlElement | undefined) {
  return { vector: childText(element, 'Descriptor'), score: childText(element, 'Score') }
}

/** What is affected is a path of the site, an address, or `Web Server`. Where the site has no scheme the crawler says it. */
function addressIn(scan: XmlElement, affected = ''): string | undefined {
  const written = childText(scan, 'StartURL') ?? ''
  const start = [written, childOf(scan, 'Crawler')?.attributes.get('StartUrl'), `http://${written}`].find(
    (url) => addressOf(url) !== undefined,
  )
  if (start === undefined || !affected.startsWith('/')) return addressOf(affected) ?? addressOf(start)
  // Two slashes would be another site.
  const path = affected.replace(/^\/+/, '/')
  return URL.canParse(path, start) ? addressOf(new URL(path, start).href) : addressOf(start)
}
