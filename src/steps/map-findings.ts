/** Last pass over an analysis: every open finding as ASFF and as people see it. */
import type { FindingLife, MappingContext } from '../asff/context.js'
import { toAsff } from '../asff/map.js'
import type { Finding } from '../finding.js'
import type { FindingView } from '../run-result.js'
import type { AwsSecurityFinding } from '../securityhub/port.js'
import type { Selection } from './analysis.js'
import { candidatesOf } from './identify-analysis.js'
import { firstTime, laterThan } from './instants.js'
import type { AnalysisPlan, Prospect } from './plan.js'
import { type HeldFinding, matchingFields } from './stored-finding.js'

export interface MapOptions {
  readonly context: MappingContext
  readonly selection: Selection
  readonly signal: AbortSignal
  fileExists(path: string): boolean
  now(): Date
}

export interface MappedFinding {
  readonly asff: AwsSecurityFinding
  readonly view: FindingView
}

/** One at a time, in the order of the reports, so that memory does not grow with the report. */
export async function* mapFindings(plan: AnalysisPlan<HeldFinding>, options: MapOptions): AsyncGenerator<MappedFinding> {
  let index = 0
  for await (const { finding } of candidatesOf(plan.identified.runs, options.selection, options.signal)) {
    const prospect = plan.prospects[index]
    index += 1
    if (prospect?.record.standing !== 'open') continue
    const asff = toAsff(finding, options.context, lifeOf(prospect, finding, options.now()))
    yield { asff, view: viewOf(finding, asff, prospect, options) }
  }
}

function lifeOf({ id, stored, record }: Prospect<HeldFinding>, finding: Finding, now: Date): FindingLife {
  const updatedAt = laterThan(stored?.updatedAt, now)
  return {
    id,
    createdAt: firstTime([stored?.createdAt, finding.firstSeen], now),
    firstObservedAt: firstTime([stored?.firstObservedAt, finding.firstSeen], now),
    updatedAt,
    lastObservedAt: updatedAt,
    productFields: matchingFields(record),
  }
}

function viewOf(
  finding: Finding,
  asff: AwsSecurityFinding,
  { id, state, stored }: Prospect<HeldFinding>,
  options: MapOptions,
): FindingView {
  const { location, rule } = finding
  const place = location?.uri ?? location?.logicalName ?? finding.image
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
    ...(rule.helpUrl !== undefined && { helpUrl: rule.helpUrl }),
    ...(finding.remediation !== undefined && { remediation: finding.remediation }),
    ...(asff.SourceUrl !== undefined && { sourceUrl: asff.SourceUrl }),
    ...(location?.path === undefined && place !== undefined && { place }),
    ...placeInFile(finding),
  }
}

function placeInFile({ location }: Finding): Pick<FindingView, 'path' | 'startLine' | 'endLine' | 'startColumn' | 'endColumn'> {
  const { path, startLine, endLine, startColumn, endColumn } = location ?? {}
  return {
    ...(path !== undefined && { path }),
    ...(startLine !== undefined && { startLine }),
    ...(endLine !== undefined && { endLine }),
    ...(startColumn !== undefined && { startColumn }),
    ...(endColumn !== undefined && { endColumn }),
  }
}
