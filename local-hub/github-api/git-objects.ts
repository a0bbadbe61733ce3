/** Commits, trees and blobs out of a git repository on this machine. */
import { execFileSync } from 'node:child_process'

export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly oid: string
  /** Absent for a folder. */
  readonly size?: number
}

export interface GitObjects {
  /** Every folder and file of a commit or tree, in git's order; `undefined` when there is no such commit or tree. */
  tree(name: string): readonly TreeEntry[] | undefined
  /** Undefined for what is no blob. */
  blob(oid: string): Buffer | undefined
  /** `commit`, `tree`, `blob` or `tag`; undefined when there is no such object. */
  type(oid: string): string | undefined
}

/** Anything else than a whole object id is text of a client: git never sees it. */
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** @param folder absolute path of a repository, bare or not; commits may be added to it later */
export function openGitObjects(folder: string): GitObjects {
  const trees = new Map<string, readonly TreeEntry[] | undefined>()
  const git = (...args: readonly string[]): Buffer | undefined => {
    try {
      return execFileSync('git', ['-C', folder, ...args], { maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      return undefined
    }
  }
  /** A listing tells them without asking git for each. */
  const types = new Map<string, string>()
  const type = (oid: string) => types.get(oid) ?? (OBJECT_ID.test(oid) ? git('cat-file', '-t', oid)?.toString().trim() : undefined)
  return {
    type,
    tree(name) {
      if (!trees.has(name) && ['commit', 'tree'].includes(type(name) ?? '')) trees.set(name, entriesOf(git('ls-tree', '-rtlz', name)))
      for (const entry of trees.get(name) ?? []) if (entry.type !== 'commit') types.set(entry.oid, entry.type)
      return trees.get(name)
    },
    blob: (oid) => (OBJECT_ID.test(oid) ? git('cat-file', 'blob', oid) : undefined),
  }
}

/** `<mode> <type> <oid> <size>\t<path>`, blanks before the size: git-ls-tree(1), "Output format". */
function entriesOf(listing: Buffer | undefined): TreeEntry[] {
  const lines = (listing?.toString() ?? '').split('\0').filter(Boolean)
  return lines.flatMap((line) => {
    const [, mode = '', type = '', oid = '', size = '', path = ''] = /^(\d+) (\w+) (\w+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? []
    return path === '' ? [] : [{ mode, type, oid, path, ...(size !== '-' && { size: Number(size) }) }]
  })
}
