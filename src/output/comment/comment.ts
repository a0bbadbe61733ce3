/** The comment on a pull request: what the job summary says first, or one line when all is well. */
import type { RunResult } from '../../run-result.js'
import { link, plain } from '../markdown.js'
import { countSections } from '../summary/counts.js'
import { gateSections } from '../summary/gates.js'
import { headline } from '../summary/headline.js'
import { block, fitSections, type Section } from '../summary/section.js'
import { upgradesSection } from '../summary/upgrades.js'
import { withoutBacklinks } from './backlinks.js'
import { type CommentMark, markLine } from './mark.js'

/**
 * GitHub refuses more: "Body is too long (maximum is 65536 characters)", HTTP 422 of "Create an issue comment", as in
 * https://github.com/danger/danger/issues/424. Held in bytes, of which a text never has fewer than characters, however they are counted.
 */
export const COMMENT_LIMIT_BYTES = 65_536

const NAME_CHARS = 100

export interface CommentFacts {
  readonly mark: CommentMark
  readonly serverUrl: string
  /** Names of people, to tell one comment from another: the workflow's, and the category. */
  readonly workflow: string
  readonly category: string
}

/** Whether something is new, came back, or is fixed. */
export function hasNews({ lifecycle, freshCount, fixedProblems }: RunResult): boolean {
  return lifecycle.known && freshCount + fixedProblems.gone > 0
}

/** GitHub-flavoured Markdown in at most `limit` bytes of UTF-8. */
export function renderComment(result: RunResult, facts: CommentFacts, limit = COMMENT_LIMIT_BYTES): string {
  const sections = isWell(result) ? [wellSection(result, facts)] : newsSections(result, facts)
  return fitSections([block(markLine(facts.mark)), ...sections], limit).trimEnd()
}

function isWell(result: RunResult): boolean {
  const { errors, warnings = [], lifecycle } = result
  return lifecycle.known && errors.length + warnings.length === 0 && !hasNews(result)
}

function wellSection(result: RunResult, { mark, ...facts }: CommentFacts): Section {
  const where = result.outcome === 'compared' ? ' in this change' : ''
  return block(`✅ <strong>Security Hub:</strong> no new findings${where}${mark.news ? ' any more' : ''}.<br>${whence(result, facts)}`)
}

function newsSections(result: RunResult, facts: CommentFacts): Section[] {
  const { gates, ...rest } = result
  const findings = gates?.findings.map((view) => withoutBacklinks(view, facts.serverUrl)) ?? []
  const shown = { ...rest, ...(gates !== undefined && { gates: { ...gates, findings } }) }
  return [
    headline(shown),
    ...countSections(shown),
    ...gateSections(shown),
    ...upgradesSection(result.upgrades),
    block(whence(result, facts)),
  ]
}

/** Which analysis it is, and where the rest is told. */
function whence({ runUrl }: RunResult, { workflow, category }: Pick<CommentFacts, 'workflow' | 'category'>): string {
  const parts = [
    ...(workflow === '' ? [] : [plain(workflow, NAME_CHARS)]),
    ...(category === '' ? [] : [plain(category, NAME_CHARS)]),
    link('summary of the run', runUrl),
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}
