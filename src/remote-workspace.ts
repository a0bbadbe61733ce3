/** The files of a commit that is not checked out, as far as they have been fetched. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { BlobReader, Unread } from './github/blobs.js'
import type { CommitFile, Listing } from './github/listing.js'
import type { Trouble } from './github/trouble.js'
import type { Workspace } from './workspace.js'

/** Fetched texts, on disk as long as there is room: nobody else may read them, and they go with the run. What is fetched is limited. */
export interface SourceStore {
  keep(oid: string, bytes: Uint8Array): void
  text(oid: string): string | undefined
  close(): void
}

/** @param parent absolute path of a folder; nothing is made in it before there is something to keep */
export function createSourceStore(parent: string): SourceStore {
  const kept = new Set<string>()
  const homeless = new Map<string, Uint8Array>()
  let folder: string | undefined
  const makeFolder = () => {
    mkdirSync(parent, { recursive: true })
    return mkdtempSync(join(parent, 'fetched-source-'))
  }
  return {
    keep(oid, bytes) {
      try {
        folder ??= makeFolder()
        writeFileSync(join(folder, oid), bytes, { mode: 0o600 })
        kept.add(oid)
      } catch {
        // The disk is full, or there is no temporary folder: no reason not to know the source.
        homeless.set(oid, bytes)
      }
    },
    text: (oid) =>
      homeless.has(oid)
        ? Buffer.from(homeless.get(oid) ?? []).toString('utf8')
        : folder !== undefined && kept.has(oid)
          ? readFileSync(join(folder, oid), 'utf8')
          : undefined,
    close() {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
      kept.clear()
      homeless.clear()
    },
  }
}

/** Answers the same until `fetch`, which fetches what it could not answer before. */
export interface RemoteWorkspace extends Workspace {
  /**
   * @param paths whose text is wanted besides what was asked for since the last time, most wanted first
   * @returns whether there was anything to fetch: then what was read before may read otherwise now
   */
  fetch(paths: Iterable<string>): Promise<boolean>
  /**
   * Fetches the first of these files that the commit has; it counts as none that was wanted.
   * @returns why it cannot be read; nothing when it can, or when there is none
   */
  fetchFirst(paths: readonly string[]): Promise<Unread | undefined>
  /** Files of the commit whose text was wanted. */
  wanted(): readonly CommitFile[]
  /** Paths of which it is not known whether the commit has them; `more` when there were too many to count. */
  unknown(): { readonly paths: number; readonly more: boolean }
  /** What kept it from finding that out. */
  trouble(): Trouble | undefined
}

export interface RemoteWorkspaceOptions {
  readonly listing: Listing
  readonly blobs: BlobReader
  readonly store: SourceStore
  /** How many paths that the listing does not tell are asked for. */
  readonly maxPaths: number
}

export function createRemoteWorkspace({ listing, blobs, store, maxPaths }: RemoteWorkspaceOptions): RemoteWorkspace {
  const wanted = new Map<string, CommitFile>()
  /** Whose texts somebody has asked for. */
  const reads = new Set<string>()
  const doubts = new Set<string>()
  let more = false
  let asked = 0
  let trouble: Trouble | undefined
  const doubt = (path: string) => {
    if (doubts.size < maxPaths) doubts.add(path)
    else more ||= !doubts.has(path)
  }
  const fileAt = (given: string): CommitFile | undefined => {
    const path = posix.normalize(given)
    const file = listing.file(path)
    if (file === 'unknown') doubt(path)
    return file === 'unknown' ? undefined : file
  }
  const askForDoubts = async (): Promise<boolean> => {
    const paths = [...doubts].slice(0, Math.max(0, maxPaths - asked))
    if (paths.length === 0 || trouble !== undefined) return false
    asked += paths.length
    // What was not counted is met again in the next pass.
    more = false
    trouble = await listing.ask(paths)
    for (const path of paths) if (listing.file(path) !== 'unknown') doubts.delete(path)
    return true
  }
  return {
    read(path) {
      const file = fileAt(path)
      if (file !== undefined) reads.add(path)
      return file === undefined ? undefined : store.text(file.oid)
    },
    exists: (path) => fileAt(path) !== undefined,
    async fetch(paths) {
      const given = [...reads, ...paths]
      for (const path of given) fileAt(path)
      const found = await askForDoubts()
      const before = wanted.size
      for (const path of given) {
        const file = fileAt(path)
        if (file !== undefined) wanted.set(posix.normalize(path), file)
      }
      if (wanted.size > before) await blobs.fetch([...wanted.values()].slice(before), store.keep)
      return found || wanted.size > before
    },
    async fetchFirst(paths) {
      const isTold = paths.every((path) => listing.file(path) !== 'unknown')
      const untold = isTold ? undefined : await listing.ask(paths)
      if (untold !== undefined) return untold
      const file = paths.map(listing.file).find((found) => found !== undefined)
      if (file === undefined || file === 'unknown') return file === undefined ? undefined : 'failed'
      await blobs.fetch([file], store.keep)
      return blobs.unread(file.oid)
    },
    wanted: () => [...wanted.values()],
    unknown: () => ({ paths: doubts.size, more }),
    trouble: () => trouble,
  }
}

/** What is there locally wins: a job may have made or changed it. */
export function localFirst(local: Workspace, remote: Workspace): Workspace {
  return {
    read: (path) => (local.exists(path) ? local.read(path) : remote.read(path)),
    exists: (path) => local.exists(path) || remote.exists(path),
  }
}
