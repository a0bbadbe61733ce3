/** Lines that a pull request adds or changes, by file. */
import { FILES_PER_PAGE } from './limits.js'
import type { Sender } from './sender.js'
import type { GitHubWire, PullFile } from './wire.js'

export interface ChangedLines {
  /** @param path in the repository @param line 1-based */
  has(path: string, line: number): boolean
}

/** Pages that are asked for: annotations are ten of a kind, and nobody reviews more than a thousand files line by line. */
const MAX_PAGES = 10

/** @returns `undefined` when GitHub does not tell, or not all of the first files */
export async function readChangedLines(
  pullRequest: number,
  { wire, sender }: { readonly wire: GitHubWire; readonly sender: Sender },
): Promise<ChangedLines | undefined> {
  const lines = new Map<string, ReadonlySet<number>>()
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await sender.send((signal) => wire.pullFiles(pullRequest, page, signal))
    if (!answer.ok) return undefined
    for (const { path, patch } of answer.value.files) lines.set(path, addedIn(patch))
    if (answer.value.files.length < FILES_PER_PAGE) break
  }
  return { has: (path, line) => lines.get(path)?.has(line) === true }
}

/** Unified diff: the lines of the new side that begin with `+`. GitHub leaves the patch of a large file out. */
function addedIn(patch: PullFile['patch']): ReadonlySet<number> {
  const added = new Set<number>()
  let line = 0
  for (const text of patch.split('\n')) {
    const hunk = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})/.exec(text)?.[1]
    if (hunk !== undefined) line = Number(hunk)
    else if (text.startsWith('+')) {
      added.add(line)
      line += 1
    } else if (text.startsWith(' ')) line += 1
  }
  return added
}
