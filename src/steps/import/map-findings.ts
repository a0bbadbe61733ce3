/** Last pass over an analysis: every open finding as ASFF and as people see it. */
import { contentHash } from '../../asff/content.js'
import type { FindingLife, MappingContext } from '../../asff/context.js'
import { lineNumber } from '../../asff/lines.js'
import { toAsff } from '../../asff/map.js'
import { ownersInWords } from '../../asff/owners.js'
import { placeOutside } from '../../asff/resources.js'
import type { Finding } from '../../finding.js'
import { redactText } from '../../redact/text.js'
import type { FindingView } from '../../run-result.js'
import type { AwsSecurityFinding } from '../../securityhub/port.js'
import { candidatesOf } from '../compare/identify-analysis.js'
import { ALSO_REPORTED_BY, formatParts, othersReporting } from '../compare/parts.js'
import type { AnalysisPlan, Prospect } from '../compare/plan.js'
import { linksOf, type Problem, shownOf } from '../compare/problems.js'
import { type HeldFinding, matchingFields } from '../compare/stored-finding.js'
import type { Writer } from '../compare/writers.js'
import { firstTime, laterThan } from '../instants.js'
import type { Selection } from '../read/analysis.js'

export interface MapOptions {
  readonly context: MappingContext
  readonly selection: Selection
  readonly signal: AbortSignal
  /** The run, job and step that imports. */
  readonly writer: Writer
  /** The repository's own tags are not known: what a finding has of them, it keeps. */
  readonly keepsTags: boolean
  /** Of a candidate of the plan, by its place. */
  problemOf(candidate: number): Problem | undefined
  fileExists(path: string): boolean
  now(): Date
}

export interface MappedFinding {
  readonly finding: Finding
  readonly asff: AwsSecurityFinding
  /** Hash of what it says. */
  readonly content: string
  readonly prospect: Prospect<HeldFinding>
  readonly view: FindingView
}

/** One at a time, in the order of the reports, so that memory does not grow with the report. */
export async function* mapFindings(plan: AnalysisPlan<HeldFinding>, options: MapOptions): AsyncGenerator<MappedFinding> {
  const { runs, candidates } = plan.identified
  let index = -1
  for await (const { finding } of candidatesOf(runs, options.selection, options.signal)) {
    index += 1
    const prospect = plan.prospect(index)
    if (prospect === undefined) continue
    const problem = options.problemOf(index)
    const links = problem && linksOf(problem, { id: prospect.id, tool: options.context.tool.name })
    const life = {
      ...lifeOf(prospect, finding, options.now()),
      productFields: {
        step: options.writer.step,
        ...matchingFields(candidates.traits(index, finding)),
        ...othersField(prospect, plan, options),
        ...links?.productFields,
      },
      ...(links !== undefined && { related: links.related }),
    }
    const asff = toAsff(finding, options.keepsTags ? withStoredTags(options.context, prospect) : options.context, life)
    yield {
      finding,
      asff,
      content: contentHash(asff),
      prospect,
      view: { ...viewOf(finding, asff, prospect, options), ...(problem && shownOf(problem, prospect.id)) },
    }
  }
}

/** So that a run that GitHub does not tell the tags sends nothing again for it, and the next one neither. */
function withStoredTags(context: MappingContext, { stored }: Prospect<HeldFinding>): MappingContext {
  const tags = { ...stored?.finding?.Resources?.[0]?.Tags, ...context.repository.tags }
  return { ...context, repository: { ...context.repository, tags } }
}

/** What comes back is reported by nobody else yet. */
function othersField({ stored }: Prospect<HeldFinding>, { isAbsent }: AnalysisPlan<HeldFinding>, { writer }: MapOptions) {
  const others = stored?.active ? othersReporting(stored, writer, isAbsent) : []
  return others.length === 0 ? {} : { [ALSO_REPORTED_BY]: formatParts(others) }
}

function lifeOf({ id, stored }: Prospect<HeldFinding>, finding: Finding, now: Date): Omit<FindingLife, 'productFields'> {
  const updatedAt = laterThan(stored?.updatedAt, now)
  return {
    id,
    createdAt: firstTime([stored?.createdAt, finding.firstSeen], now),
    firstObservedAt: firstTime([stored?.firstObservedAt, finding.firstSeen], now),
    updatedAt,
    lastObservedAt: updatedAt,
  }
}

function viewOf(
  finding: Finding,
  asff: AwsSecurityFinding,
  { id, state, stored }: Prospect<HeldFinding>,
  options: MapOptions,
): FindingView {
  const { location, rule } = finding
  const owners = ownersInWords(location?.path, options.context)
  const place = placeOutside(finding) ?? location?.logicalName ?? finding.image
  return {
    id,
    state,
    severity: finding.severity.label,
    originalSeverity: finding.severity.original,
    title: asff.Title ?? rule.id,
    message: finding.message,
    tool: options.context.tool.name,
    ruleId: rule.id,
    fileExists: location?.path !== undefined && options.fileExists(location.path),
    dismissed: stored?.suppressed ?? false,
    ...(stored?.suppressed && noteOf(stored)),
    ...(owners !== undefined && { owners }),
    ...(rule.helpUrl !== undefined && { helpUrl: rule.helpUrl }),
    ...adviceOf(asff, rule.helpUrl),
    ...(asff.SourceUrl !== undefined && { sourceUrl: asff.SourceUrl }),
    ...(location?.path === undefined && place !== undefined && { place }),
    ...placeInFile(finding),
  }
}

/** What Security Hub is told, so that both say the same. */
function adviceOf({ Remediation }: AwsSecurityFinding, helpUrl: string | undefined): Pick<FindingView, 'remediation' | 'remediationUrl'> {
  const { Text, Url } = Remediation?.Recommendation ?? {}
  return {
    ...(Text !== undefined && { remediation: Text }),
    ...(Url !== undefined && Url !== helpUrl && { remediationUrl: Url }),
  }
}

/** Analysts write names and links into their notes, and may paste anything. */
function noteOf({ finding }: HeldFinding): Pick<FindingView, 'note'> {
  const { Text: text = '', UpdatedBy: by = '' } = finding?.Note ?? {}
  return text === '' && by === '' ? {} : { note: { text: redactText(text), by: redactText(by) } }
}

function placeInFile({ location }: Finding): Pick<FindingView, 'path' | 'startLine' | 'endLine' | 'startColumn' | 'endColumn'> {
  const [startLine, endLine] = [lineNumber(location?.startLine), lineNumber(location?.endLine)]
  const [startColumn, endColumn] = [lineNumber(location?.startColumn), lineNumber(location?.endColumn)]
  return {
    ...(location?.path !== undefined && { path: location.path }),
    ...(startLine !== undefined && { startLine }),
    ...(endLine !== undefined && { endLine }),
    ...(startColumn !== undefined && { startColumn }),
    ...(endColumn !== undefined && { endColumn }),
  }
}
