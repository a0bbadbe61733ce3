/** Which files a commit has. */
import { OBJECTS_PER_QUERY } from './limits.js'
import type { Sender } from './sender.js'
import type { Trouble } from './trouble.js'
import type { GitHubWire, TreeEntry } from './wire.js'

/** A file of the commit, as git knows it. */
export interface CommitFile {
  readonly oid: string
  /** Bytes. */
  readonly size: number
}

export interface Listing {
  /** `undefined`: there is none. `'unknown'`: the listing was cut off before it, and it has not been asked for. */
  file(path: string): CommitFile | undefined | 'unknown'
  /** Whether the listing was cut off. */
  readonly truncated: boolean
  /** Asks for paths that the listing does not tell. @returns the trouble that kept it from all of them */
  ask(paths: readonly string[]): Promise<Trouble | undefined>
}

export interface ListingOptions {
  readonly wire: GitHubWire
  readonly sender: Sender
  readonly commit: string
}

/** GitHub cuts a listing off after 100,000 entries or 7 MB: docs.github.com, "Get a tree". */
export async function listFiles({ wire, sender, commit }: ListingOptions): Promise<Listing | Trouble> {
  const answer = await sender.send((signal) => wire.tree(commit, signal))
  if (!answer.ok) return answer.trouble
  const { tree, truncated } = answer.value
  const files = new Map<string, CommitFile | undefined>(tree.flatMap(fileEntry))
  return {
    truncated,
    file: (path) => (files.has(path) || !truncated || !isPlainPath(path) ? files.get(path) : 'unknown'),
    async ask(paths) {
      for (let at = 0; at < paths.length; at += OBJECTS_PER_QUERY) {
        const some = new Map(paths.slice(at, at + OBJECTS_PER_QUERY).map((path) => [`${commit}:${path}`, path]))
        const found = await sender.send((signal) => wire.objects('expression', [...some.keys()], 'oid byteSize', signal))
        if (!found.ok) return found.trouble
        for (const [name, path] of some) if (found.value.has(name)) files.set(path, fileOf(found.value.get(name)))
      }
      return undefined
    },
  }
}

/** A link and a submodule are no files of this commit. */
function fileEntry({ path, mode, type, sha, size }: TreeEntry): [string, CommitFile][] {
  if (typeof path !== 'string' || type !== 'blob' || mode === '120000' || !isObjectId(sha)) return []
  return [[path, { oid: sha, size: typeof size === 'number' ? size : 0 }]]
}

function fileOf(object: unknown): CommitFile | undefined {
  const { oid, byteSize } = (object ?? {}) as { readonly oid?: unknown; readonly byteSize?: unknown }
  return isObjectId(oid) ? { oid, size: typeof byteSize === 'number' ? byteSize : 0 } : undefined
}

/** SHA-1 or SHA-256: it becomes the name of a file. */
function isObjectId(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
}

/** What git can have in a tree. Asking for anything else would only cost a request. */
function isPlainPath(path: string): boolean {
  return (
    path !== '' && path.length <= 4096 && !path.includes('\0') && !path.split('/').some((part) => ['', '.', '..', '.git'].includes(part))
  )
}
