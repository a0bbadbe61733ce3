/** Reads the reports together with the source that they are about: what is checked out, else the analysed commit's files from GitHub. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type BlobReader, createBlobReader } from '../../github/blobs.js'
import { type SourceLimits, sourceLimits } from '../../github/limits.js'
import { type Listing, listFiles } from '../../github/listing.js'
import { createSender, type Sender, type SenderOptions } from '../../github/sender.js'
import type { Trouble } from '../../github/trouble.js'
import { connectToGitHub } from '../../github/wire.js'
import type { Inputs } from '../../inputs.js'
import { CODE_OWNERS_PLACES } from '../../owners/code-owners.js'
import { createRemoteWorkspace, localFirst, type RemoteWorkspace, type SourceStore } from '../../remote-workspace.js'
import type { RunContext } from '../../run-context.js'
import { isCheckout, MAX_SOURCE_BYTES, type Workspace } from '../../workspace.js'
import { linkCommit } from '../mapping-context.js'
import { candidateOf, type OpenedRun, type Selection } from './analysis.js'
import type { ReadReports } from './read-reports.js'
import { sourceNotice, withoutSource } from './source-in-words.js'

export interface SourceOptions extends Pick<SenderOptions, 'ticks' | 'sleep' | 'signal' | 'onRequest'> {
  readonly inputs: Selection & Pick<Inputs, 'token'>
  readonly context: Pick<
    RunContext,
    'workspace' | 'checkout' | 'repository' | 'apiUrl' | 'graphqlUrl' | 'eventName' | 'sha' | 'checkedOutSha'
  >
  /** What is checked out. */
  readonly workspace: Workspace
  readonly store: SourceStore
  readonly limits?: SourceLimits
  /** Opens all reports anew, over this source. */
  read(workspace: Workspace): Promise<ReadReports>
}

export interface ReportsWithSource {
  readonly read: ReadReports
  /** What the readings have been read with; it answers the same from now on. */
  readonly workspace: Workspace
  readonly notices: readonly string[]
}

/**
 * Passes over the reports with what has been fetched so far. One finds out which files the commit's listing makes of the reports' paths, one
 * reads with their texts, and two are for what these texts lead to.
 */
const PASSES = 4

/** Results between two turns of the event loop. */
const RESULTS_PER_TURN = 50

/** Never throws for GitHub's sake: without its answer the findings are recognised by what the reports say. */
export async function readWithSource(options: SourceOptions): Promise<ReportsWithSource> {
  const { context, workspace, read, signal } = options
  const local = { read: await read(workspace), workspace, notices: [] }
  if (isCheckout(context.checkout ?? context.workspace) || !(await isSourceMissing(local.read.runs, options))) return local
  const remote = await openRemote(options)
  signal.throwIfAborted()
  if (typeof remote === 'string') return { ...local, notices: [withoutSource(remote)] }
  const merged = localFirst(workspace, remote)
  // At the same commit as the source, as in a checkout; GitHub itself asks the owners that the base branch names. It is first, for it is one file.
  const codeOwners = await remote.fetchFirst(CODE_OWNERS_PLACES)
  const reports = await readUntilSettled(merged, remote, options)
  return { read: reports, workspace: merged, notices: [sourceNotice({ ...remote, commit: linkCommit(context), codeOwners })] }
}

/** Findings name files, and none of them is there. One that is means that the source came without git, as out of an archive. */
async function isSourceMissing(runs: readonly OpenedRun[], { inputs, workspace, signal }: SourceOptions): Promise<boolean> {
  let missing = false
  for await (const { path } of placesIn(runs, inputs, signal)) {
    if (workspace.exists(path)) return false
    missing = true
  }
  return missing
}

type Remote = RemoteWorkspace & Pick<BlobReader, 'unread'>

async function openRemote(options: SourceOptions): Promise<Remote | Trouble | 'no-token'> {
  const { inputs, context, store, limits = sourceLimits(MAX_SOURCE_BYTES) } = options
  const commit = linkCommit(context)
  if (inputs.token === undefined) return 'no-token'
  const wire = await connectToGitHub({ ...context, token: inputs.token })
  if (wire === undefined || commit === '') return 'not-found'
  const sender: Sender = createSender({ ...options, limits })
  const listing: Listing | Trouble = await listFiles({ wire, sender, commit })
  if (typeof listing === 'string') return listing
  const blobs = createBlobReader({ wire, sender, limits })
  return { ...createRemoteWorkspace({ listing, blobs, store, maxPaths: limits.files }), unread: blobs.unread }
}

/** The reports are read anew after each fetch: readers look into the source themselves, and keep what they saw. */
async function readUntilSettled(workspace: Workspace, remote: RemoteWorkspace, options: SourceOptions): Promise<ReadReports> {
  for (let pass = 1; ; pass++) {
    const read = await options.read(workspace)
    if (pass === PASSES || !(await remote.fetch(await filesNamedIn(read.runs, workspace, options)))) return read
    options.signal.throwIfAborted()
  }
}

/** Files in which findings stand on a line, those with the most findings first. */
async function filesNamedIn(runs: readonly OpenedRun[], workspace: Workspace, { inputs, signal }: SourceOptions): Promise<string[]> {
  const counts = new Map<string, number>()
  for await (const { path, line } of placesIn(runs, inputs, signal)) {
    if (line !== undefined && (counts.has(path) || workspace.exists(path))) counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([path]) => path)
}

interface Place {
  readonly path: string
  readonly line: number | undefined
}

/** The places in files of the repository that findings name. What is wrong with a report is told by the pass that counts. */
async function* placesIn(runs: readonly OpenedRun[], selection: Selection, signal: AbortSignal): AsyncGenerator<Place> {
  let results = 0
  for (const { readings } of runs) {
    try {
      for (const reading of readings()) {
        const { path, startLine } = candidateOf(reading, selection)?.finding.location ?? {}
        if (path !== undefined) yield { path, line: startLine }
        results += 1
        if (results % RESULTS_PER_TURN === 0) await nextTurn()
        signal.throwIfAborted()
      }
    } catch {
      signal.throwIfAborted()
    }
  }
}
