/** Reads a report and maps every result to ASFF, without writing or sending anything. */

import { dryRunContext } from '../scripts/corpus/dry-run-context.js'
import { createSourceHashes } from '../src/identity/source-hashes.js'
import { createRedactor } from '../src/redact.js'
import { identifyAnalysis } from '../src/steps/compare/identify-analysis.js'
import { planAnalysis } from '../src/steps/compare/plan.js'
import type { HeldFinding } from '../src/steps/compare/stored-finding.js'
import { placeholderTarget } from '../src/steps/connect/open-connection.js'
import { mapFindings } from '../src/steps/import/map-findings.js'
import { mappingContext } from '../src/steps/mapping-context.js'
import { SILENT } from '../src/steps/progress.js'
import { groupAnalyses } from '../src/steps/read/analysis.js'
import { readReports } from '../src/steps/read/read-reports.js'
import { rootsOf } from '../src/steps/read/roots.js'
import { openWorkspace } from '../src/workspace.js'

/** @returns how many findings there are */
export async function mapReport(report: string, tempDirectory: string): Promise<number> {
  const context = dryRunContext(tempDirectory)
  const workspace = openWorkspace(context.workspace)
  const roots = rootsOf(context)
  const inputs = { reports: report, format: 'auto', ifNoReportsFound: 'error' } as const
  const { signal } = new AbortController()
  const redactor = createRedactor({ roots })
  const { runs } = await readReports({
    inputs,
    context,
    workspace,
    roots,
    home: tempDirectory,
    redactor,
    signal,
    onProgress() {},
    voice: SILENT,
  })
  const selection = { includeSuppressed: false, includeReview: false }
  const sources = createSourceHashes(workspace.read)
  let count = 0
  const { analyses } = groupAnalyses(runs, { context, branch: context.scope, category: undefined, matrixCategory: undefined })
  for (const analysis of analyses) {
    const identified = await identifyAnalysis(analysis, {
      selection,
      minimumSeverity: 'INFORMATIONAL',
      sources,
      signal,
      onResults: () => undefined,
      onRecognised: () => undefined,
      hasEarlierFindings: () => Promise.resolve(false),
    })
    const plan = await planAnalysis<HeldFinding>(identified, { known: false, kept: 'lookup-failed', because: '' }, context, signal)
    const mapping = mappingContext(analysis, context, placeholderTarget({}), {
      productName: undefined,
      companyName: undefined,
      criticality: undefined,
      tags: {},
    })
    const mapped = mapFindings(plan, {
      problemOf: () => undefined,
      keepsTags: false,
      context: mapping,
      selection,
      signal,
      writer: { workflowFile: '', workflow: '', job: '', step: '', runId: '' },
      fileExists: workspace.exists,
      now: () => new Date(),
    })
    for await (const { asff } of mapped) count += asff.Id === undefined ? 0 : 1
  }
  return count
}
