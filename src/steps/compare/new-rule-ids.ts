/** Rules that have another id since the tool is another version: their findings are compared under the id that is stored. */
import type { Finding } from '../../finding.js'
import { messageOf } from '../../identity/evidence.js'
import { compared } from '../../identity/identify.js'
import { createRuleRenames, type RuleRenames } from '../../identity/rule-renames.js'
import { isTelling } from '../../identity/telling.js'
import type { Comparable } from './candidates.js'
import type { IdentifiedAnalysis } from './identify-analysis.js'
import { asStored, isUndecided, skippedRulesOf } from './not-evaluated.js'
import { isNewerRun } from './run-order.js'
import type { StoredFinding } from './stored-finding.js'
import { isSibling, type Writer } from './writers.js'

/** What is compared, and the run that compares. */
export interface Comparing<S extends StoredFinding = StoredFinding> {
  readonly current: readonly Comparable[]
  readonly stored: readonly S[]
  readonly identified: IdentifiedAnalysis
  readonly run: Writer
}

/** Reads the reports again where the tool is another version and rules have changed with it; all else costs nothing. */
export async function underStoredIds(comparing: Comparing): Promise<readonly Comparable[]> {
  const { current, identified } = comparing
  if (!isUpgrade(comparing)) return current
  const renames = await renamedRules(comparing)
  if (renames.size === 0) return current
  const changed = new Map<number, Comparable>()
  for await (const { one, finding, rule } of readAgain(comparing)) {
    const former = renames.get(rule)
    if (former !== undefined) changed.set(one.index, { ...one, ...compared(finding, identified.sources).under(former) })
  }
  return current.map((one) => changed.get(one.index) ?? one)
}

/**
 * The run before this one, which has left a trace in the analysis, was of another version. A tool that stays the same has the same rules; whether
 * it does cannot be told where it does not say its version, nor which rules it has where its report is incomplete.
 */
function isUpgrade({ identified: { runs }, stored }: Comparing): boolean {
  const now = new Set(runs.map(({ opened }) => versionAsStored(opened.run.tool.version)))
  const isComplete = runs.every(({ opened, error }) => error === undefined && opened.run.complete())
  const isOther = ({ toolVersion = '' }: StoredFinding) => toolVersion !== '' && !now.has(toolVersion)
  return stored.some(({ active }) => active) && isComplete && !now.has('') && writtenLast(stored).every(isOther)
}

/** Findings that are not sent again keep the version that they were sent with, whatever has reported them since. */
function writtenLast(stored: readonly StoredFinding[]): readonly StoredFinding[] {
  const newest = stored.reduce((one, other) => (isNewerRun(other, one) ? other : one))
  return stored.filter(({ runId }) => runId === newest.runId)
}

function versionAsStored(version: string | undefined): string {
  return version === undefined ? '' : asStored(version)
}

/** @returns the id that each renamed rule is stored under, by the one that it has now */
async function renamedRules(comparing: Comparing): Promise<ReadonlyMap<string, string>> {
  const renames = await createRenames(comparing)
  if (!renames.possible) return new Map()
  const { sources } = comparing.identified
  for await (const { one, finding, rule } of readAgain(comparing)) {
    renames.weigh({ rule, traits: one }, () => {
      const { text, under } = compared(finding, sources)
      return { telling: isTelling(messageOf(finding), text), under: (id) => under(id) }
    })
  }
  return renames.settle()
}

async function createRenames(comparing: Comparing): Promise<RuleRenames> {
  const { current, stored } = comparing
  const rules = new Map<number, string>()
  const ids = new Map<string, string>()
  for await (const { one, finding, rule } of readAgain(comparing)) {
    // One text for each rule, however many findings it has.
    rules.set(one.index, ids.get(rule) ?? rule)
    for (const id of [rule, ...otherIds(finding)]) if (!ids.has(id)) ids.set(id, id)
  }
  const unclear = unclearRules(comparing)
  return createRuleRenames({
    current: current.map((traits) => ({ traits, rule: rules.get(traits.index) ?? '' })),
    stored: stored.map((traits) => ({ traits, rule: traits.rule, active: traits.active })),
    stays: (rule) => ids.has(rule) || unclear.has(rule),
  })
}

function otherIds({ rule: { stableId, aliases = [] } }: Finding): readonly string[] {
  return [...aliases, ...(stableId === undefined ? [] : [stableId])].map(asStored)
}

/** Stored rules of which this run cannot say that they are gone: another job reports on them, or the report leaves them open. */
function unclearRules({ stored, identified: { runs, undecided }, run }: Comparing): ReadonlySet<string> {
  const skipped = skippedRulesOf(runs.map(({ opened }) => opened.run))
  const isOpen = (one: StoredFinding) => isUndecided(one, undecided, skipped)
  const isOfOthers = (one: StoredFinding) => isSibling(one, run) || (run.runId !== '' && one.runId === run.runId)
  return new Set(stored.filter((one) => one.active && (isOfOthers(one) || isOpen(one))).map(({ rule }) => rule))
}

/** The findings that are compared, as they are reported, and their rules as they are stored. */
async function* readAgain({ current, identified }: Comparing) {
  const compared = new Map(current.map((one) => [one.index, one]))
  let index = 0
  for await (const { finding } of identified.readAgain()) {
    const one = compared.get(index++)
    if (one !== undefined) yield { one, finding, rule: asStored(finding.rule.id) }
  }
}
