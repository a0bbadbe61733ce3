/** The last phase: archives what is fixed, or says what a comparison would. */
import { namespaced } from '../asff/product-fields.js'
import type { RunContext } from '../run-context.js'
import { createImporter, type Importer } from '../securityhub/import.js'
import type { Workspace } from '../workspace.js'
import { archiveConditions, conditionsOfReports, goneCheck } from './archive/archive-conditions.js'
import { type ArchiveResult, archiveFixed, sumByReason } from './archive/archive-fixed.js'
import { decideFixed } from './archive/archive-guards.js'
import { withWholeFindings } from './baseline/hydrate.js'
import { lookAgain, writtenSince } from './compare/look-up.js'
import type { Connecting, Connection } from './connect/connection.js'
import type { ReadReports } from './read/read-reports.js'
import type { Imported, Plans } from './result/outcomes.js'
import { clockOf, type Run } from './run.js'
import { archivedInWords } from './telling/in-words.js'

export function importerOf({ hub }: Connection, run: Run): (onSettled: () => void) => Importer {
  return (onSettled) => run.recorder.listening(createImporter(hub, { ...clockOf(run), onSettled }))
}

interface ImportedSoFar {
  readonly connecting: Connecting
  readonly imported: Imported
  readonly read: ReadReports
  readonly workspace: Workspace
}

/** @returns `undefined` where this run neither archives nor compares */
export async function archiveAll(plans: Plans, soFar: ImportedSoFar, run: Run): Promise<ArchiveResult | undefined> {
  const { mode, context, stopwatch } = run
  const { connection } = soFar.connecting
  if (mode === 'compare') return fixedBy(plans, soFar.read, context)
  if (mode !== 'import' || connection === undefined) return undefined
  run.voice.begin('archiving')
  const asking = { ...connection, pace: run.lookupPace }
  return stopwatch.timed('import', async () => {
    const { plans: whole, kept } = await withWholeFindings(plans, (ids) => lookAgain(ids, heldBy(plans), asking))
    const isGone = await goneCheck(whole, { context, workspace: soFar.workspace })
    const archived = await archiveFixed(whole, {
      context,
      now: run.now,
      startedAt: run.startedAt,
      onProgress: run.onProgress,
      batch: run.batch,
      createImporter: importerOf(connection, run),
      lookAgain: (ids) => lookAgain(ids, heldBy(plans), asking),
      writtenMeanwhile: (prefixes) => writtenSince(run.startedAt, { prefixes, without: ofThisRun(context) }, asking),
      needsTrace: ({ supersededBy, identified }) => supersededBy === undefined && !soFar.imported.traced.has(identified),
      conditionsOf: (plan) => archiveConditions(plan, soFar, { ...run, isGone }),
    })
    run.voice.say(archivedInWords(archived))
    return { ...archived, kept: sumByReason([...archived.kept, ...kept]) }
  })
}

function ofThisRun({ runId }: RunContext) {
  return runId === '' ? undefined : { field: namespaced('run-id'), values: [runId] }
}

/** What a pull request fixes on the default branch. */
function fixedBy(plans: Plans, read: ReadReports, context: RunContext): ArchiveResult {
  const decisions = plans.map((plan) => decideFixed(plan, { run: context, ...conditionsOfReports(plan, read) }))
  return {
    done: decisions.flatMap(({ archive }) => archive),
    kept: sumByReason(decisions.flatMap(({ kept }) => kept)),
    report: undefined,
  }
}

function heldBy(plans: Plans) {
  const findings = plans.reduce((total, { held }) => total + held, 0)
  return { prefixes: plans.flatMap(({ identified }) => identified.analysis.searches), findings }
}
