/** The phases of a run for a branch that is gone. */
import { streamPrefix } from '../identity/scope.js'
import type { NamedBranch } from '../run-context.js'
import { createImporter } from '../securityhub/import.js'
import { archiveDeleted, findingsOfStream, type StreamFindings } from './archive/archive-deleted.js'
import type { ArchiveResult } from './archive/archive-fixed.js'
import { type LookedUp, writtenSince } from './compare/look-up.js'
import type { Connection } from './connect/connection.js'
import { clockOf, type Run } from './run.js'
import { archivedInWords, lookedUpInWords } from './telling/in-words.js'

/** What Security Hub holds of a branch that is gone: of whatever tool. */
export async function lookUpBranch(
  branch: NamedBranch,
  connection: Connection,
  run: Run,
): Promise<{ readonly found: StreamFindings; readonly lookedUp: LookedUp }> {
  const { context, lookupPace: pace, onProgress, voice } = run
  voice.begin('comparing')
  const found = await run.stopwatch.timed('lookup', () =>
    findingsOfStream(streamPrefix({ ...context, branch }), { ...connection, pace, onProgress }),
  )
  voice.say(lookedUpInWords([{ known: true, stored: found.held }], connection))
  return { found, lookedUp: { knowledge: new Map(), foreign: found.foreign } }
}

export async function archiveBranch(
  found: StreamFindings,
  { branch, connection }: { readonly branch: NamedBranch; readonly connection: Connection },
  run: Run,
): Promise<ArchiveResult> {
  const { context, lookupPace: pace, startedAt, voice } = run
  voice.begin('archiving')
  const since = { prefixes: [streamPrefix({ ...context, branch })], without: undefined }
  const archived = await run.stopwatch.timed('import', () =>
    archiveDeleted(found, {
      ...run,
      archiveFixed: run.inputs.archiveFixed,
      writtenMeanwhile: () => writtenSince(startedAt, since, { ...connection, pace }),
      createImporter: (onSettled) => createImporter(connection.hub, { ...clockOf(run), onSettled }),
    }),
  )
  voice.say(archivedInWords(archived))
  return archived
}
