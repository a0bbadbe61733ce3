/** The job summary: what a person wants to know of the run, in the order in which they ask. */
import type { RunResult } from '../run-result.js'
import { errorSections, noticeSections, warningSections } from './summary/attention.js'
import { countSections } from './summary/counts.js'
import { findingSections } from './summary/findings.js'
import { footer } from './summary/footer.js'
import { gateSections } from './summary/gates.js'
import { headline } from './summary/headline.js'
import { keptSection, refusedSection, skippedSection } from './summary/left-out.js'
import { reportsSection } from './summary/reports.js'
import { fitSections } from './summary/section.js'
import { upgradesSection } from './summary/upgrades.js'

/** The runner drops a summary that is larger, whole. actions/runner, FileCommandManager.cs `_attachmentSizeLimit`. */
export const SUMMARY_LIMIT_BYTES = 1024 * 1024

/** GitHub-flavoured Markdown in at most `limit` bytes of UTF-8. Rows that find no room are counted where they would have been. */
export function renderSummary(result: RunResult, limit = SUMMARY_LIMIT_BYTES): string {
  const sections = [
    headline(result),
    ...errorSections(result),
    ...countSections(result),
    ...gateSections(result),
    ...upgradesSection(result.upgrades),
    ...warningSections(result),
    ...refusedSection(result),
    ...findingSections(result),
    ...keptSection(result),
    ...skippedSection(result),
    ...reportsSection(result),
    ...noticeSections(result),
    footer(result),
  ]
  return fitSections(sections, limit)
}
