import type { Reading } from '../../../finding.js'
import { childOf, childrenOf, type XmlElement } from '../../documents/xml.js'
import type { NativeContext, NativeRun, XmlFormat } from '../../native/format.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed, toReading, unreadable } from '../../native/readings.js'
import { componentFinding } from './component.js'
import { createLocate, type Flaw, flawFinding } from './flaw.js'
import { type Scan, toolOf, VERACODE } from './scans.js'

const NAMESPACE = 'https://www.veracode.com/schema/reports/export/'

/** Source of the elements: analysiscenter.veracode.com/resource/detailedreport.xsd, version 1.5. */
export const veracodeXml: XmlFormat = {
  shape: 'xml',
  id: 'veracode-xml',
  name: 'Veracode detailed report XML',
  tool: VERACODE,
  covers: 'the detailed report: static, dynamic and manual analysis, and SCA',
  command: 'java -jar VeracodeJavaAPI.jar -action detailedreport -buildid "$BUILD_ID" -outputfilepath veracode.xml',
  mounts: ['/'],
  detect: ({ name, attributes }) => name === 'detailedreport' && [...attributes.values()].some((value) => value.startsWith(NAMESPACE)),
  read: (root, context) => {
    const runs = [...ANALYSES.flatMap((analysis) => analysisRun(root, analysis, context)), ...componentsRun(root, context)]
    return runs.length > 0 ? runs : [NOTHING_ANALYSED]
  },
}

const NOTHING_ANALYSED: NativeRun = {
  failures: [{ code: 'no-results', message: 'The report tells of no analysis that has results.' }],
  readings: () => [],
}

interface Analysis {
  readonly scan: Scan
  /** Of the root: it is there when the report holds results of the analysis, be they none. */
  readonly analysis: string
  /** Of a weakness. */
  readonly flaws: string
}

const ANALYSES: readonly Analysis[] = [
  { scan: 'STATIC', analysis: 'static-analysis', flaws: 'staticflaws' },
  { scan: 'DYNAMIC', analysis: 'dynamic-analysis', flaws: 'dynamicflaws' },
  { scan: 'MANUAL', analysis: 'manual-analysis', flaws: 'manualflaws' },
]

function analysisRun(root: XmlElement, { scan, analysis, flaws }: Analysis, context: NativeContext): readonly NativeRun[] {
  const listed = [...flawsIn(root, flaws)]
  const told = childOf(root, analysis)
  if (told === undefined && listed.length === 0) return []
  const locate = createLocate(context)
  const application = root.attributes.get('sandbox_id') ?? root.attributes.get('app_id')
  return [
    {
      tool: { ...toolOf(scan), version: told?.attributes.get('engine_version') },
      *readings(): Generator<Reading> {
        for (const { at, ...listedFlaw } of listed) yield toReading(readFlaw(listedFlaw, scan, application, locate), at)
      },
    },
  ]
}

interface ListedFlaw {
  readonly flaw: XmlElement
  readonly severity: XmlElement
  readonly category: XmlElement
  readonly cwe: XmlElement
}

/** All flaws of one sort of analysis, each with what it is listed under. */
function* flawsIn(root: XmlElement, name: string): Generator<ListedFlaw & { readonly at: string }> {
  for (const [s, severity] of childrenOf(root, 'severity').entries()) {
    for (const [c, category] of childrenOf(severity, 'category').entries()) {
      for (const [w, cwe] of childrenOf(category, 'cwe').entries()) {
        const flaws = childrenOf(cwe, name).flatMap((list) => childrenOf(list, 'flaw'))
        for (const [f, flaw] of flaws.entries()) {
          yield { flaw, severity, category, cwe, at: `severity[${s}].category[${c}].cwe[${w}].${name}.flaw[${f}]` }
        }
      }
    }
  }
}

function readFlaw(listed: ListedFlaw, scan: Scan, application: unknown, locate: ReturnType<typeof createLocate>): Entry {
  const of = (name: string) => listed.flaw.attributes.get(name)
  if (of('remediation_status')?.toLowerCase() === 'fixed') return NOT_A_PROBLEM
  const finding = flawFinding(factsOf(listed, scan, application), locate)
  if (finding === undefined) return unreadable('has no cweid')
  // What is proposed or rejected is open.
  return of('mitigation_status')?.toLowerCase() === 'accepted' ? suppressed(finding) : problem(finding)
}

/** `exploit_desc`, `appendix` and notes tell how somebody got in: none of them goes into a finding. */
function factsOf({ flaw, severity, category, cwe }: ListedFlaw, scan: Scan, application: unknown): Flaw {
  const of = (name: string) => flaw.attributes.get(name)
  return {
    cwe: of('cweid') ?? cwe.attributes.get('cweid'),
    title: of('categoryname') ?? cwe.attributes.get('cwename'),
    category: category.attributes.get('categoryname'),
    description: of('description'),
    severity: of('severity') ?? severity.attributes.get('level'),
    place:
      scan === 'STATIC' ? sourcePlace(of) : { uri: of('url') ?? of('location'), logicalName: of('vuln_parameter') ?? of('inputvector') },
    number: [application, of('issueid')],
    firstSeen: of('date_first_occurrence'),
    advice: textIn(childOf(flaw, 'remediation_desc')) ?? adviceOf(category),
  }
}

function sourcePlace(of: (name: string) => string | undefined): Flaw['place'] {
  const [folder = '', file = ''] = [of('sourcefilepath'), of('sourcefile')]
  const path = folder === '' || file === '' || folder.endsWith('/') ? `${folder}${file}` : `${folder}/${file}`
  return { path, startLine: of('line'), logicalName: functionOf(of('scope'), of('functionprototype')) }
}

/** `com.shop.Orders` and `java.lang.String find(int)` are `com.shop.Orders.find`. */
function functionOf(scope = '', prototype = ''): string {
  const [before = ''] = prototype.split('(', 1)
  return [scope, before.trim().split(/\s/).at(-1) ?? ''].filter((part) => part !== '').join('.')
}

/** What is recommended against all flaws of a category: paragraphs with lists. */
function adviceOf(category: XmlElement): string {
  const paragraphs = childrenOf(childOf(category, 'recommendations'), 'para')
  return paragraphs.flatMap((para) => [textOf(para), ...childrenOf(para, 'bulletitem').map((item) => `- ${textOf(item)}`)]).join('\n')
}

function textIn(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  return [textOf(element), ...element.children.map(textOf)].filter((text) => text !== '').join('\n') || undefined
}

function textOf({ attributes, text }: XmlElement): string {
  return attributes.get('text') ?? text
}

/** Of an application without a known component nobody says whether it was looked at. */
function componentsRun(root: XmlElement, { places }: NativeContext): readonly NativeRun[] {
  const analysis = childOf(root, 'software_composition_analysis')
  const components = childrenOf(childOf(analysis, 'vulnerable_components'), 'component')
  if (components.length === 0 && !(Number(analysis?.attributes.get('third_party_components')) > 0)) return []
  return [
    {
      tool: toolOf('SCA'),
      *readings(): Generator<Reading> {
        for (const [c, component] of components.entries()) {
          const listed = childrenOf(childOf(component, 'vulnerabilities'), 'vulnerability')
          for (const [v, one] of listed.entries()) {
            yield toReading(readVulnerability(component, one, places), `software_composition_analysis.component[${c}].vulnerability[${v}]`)
          }
        }
      },
    },
  ]
}

function readVulnerability(component: XmlElement, { attributes }: XmlElement, places: NativeContext['places']): Entry {
  const finding = componentFinding(
    {
      ...packageIn(component),
      advisory: attributes.get('cve_id'),
      paths: childrenOf(childOf(component, 'file_paths'), 'file_path').map((path) => path.attributes.get('value')),
      summary: attributes.get('cve_summary'),
      severity: attributes.get('severity'),
      grade: attributes.get('severity_desc'),
      cwe: attributes.get('cwe_id'),
      cvss: [{ score: attributes.get('cvss_score') }],
      firstSeen: attributes.get('first_found_date'),
    },
    places,
  )
  if (finding === undefined) return unreadable('has no cve_id')
  return attributes.get('mitigation')?.toLowerCase() === 'true' ? suppressed(finding) : problem(finding)
}

/** `maven:com.h2database:h2:2.1.214:` says more than the library's name for people. */
function packageIn({ attributes }: XmlElement): { readonly name: unknown; readonly version: unknown; readonly ecosystem: unknown } {
  const [ecosystem, first = '', second = ''] = (attributes.get('library_id') ?? '').split(':')
  const name = [first, second].filter((part) => part !== '').join(':')
  const version = attributes.get('version')
  if (name !== '') return { name, version, ecosystem }
  return { name: attributes.get('library') ?? attributes.get('file_name'), version, ecosystem: undefined }
}
