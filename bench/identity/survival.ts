/**
 * Which lines of a commit are still there in the next one, and where, as git's diff sees it. Knows nothing of findings.
 * A line survives when the diff keeps it; white space and line ends do not count, files are followed through renames.
 */
import { git } from './git.js'

export interface Survival {
  /** Path in the next commit; `undefined` when the file is gone or when git itself could only guess which of several equal files it became. */
  path(path: string): string | undefined
  /** The same line in the next commit, both counted from 1; `undefined` when it is gone. */
  line(path: string, line: number): number | undefined
  /** Paths before of the files that git could only guess about. */
  readonly guessed: ReadonlySet<string>
}

/** Above git's default of 1000, so that a folder with many files can be renamed. */
const RENAME_LIMIT = '10000'

export function survivalBetween(repository: string, before: string, after: string): Survival {
  const renames = ['-r', '--find-renames', `-l${RENAME_LIMIT}`]
  const files = parseRaw(git(repository, 'diff-tree', '-z', '--raw', '--abbrev=40', ...renames, before, after))
  const options = ['-p', '--unified=0', '--ignore-all-space', '--ignore-cr-at-eol', '--no-color', '--no-ext-diff', '--text']
  // Without renames in the patch: each pair of blobs is compared by itself, so that no path has to be read out of a patch.
  const hunks = new Map<string, readonly Hunk[]>()
  const hunksOf = (file: ChangedFile): readonly Hunk[] => {
    const known = hunks.get(file.from)
    if (known !== undefined) return known
    const found = parseHunks(git(repository, 'diff', ...options, file.oldBlob, file.newBlob))
    hunks.set(file.from, found)
    return found
  }
  const guessed = guesses(files)
  const changed = new Map(files.filter(({ from }) => from !== '').map((file) => [file.from, file]))
  const pathOf = (path: string) => {
    const file = changed.get(path)
    if (file === undefined) return path
    return file.to === '' || guessed.has(path) ? undefined : file.to
  }
  return {
    guessed,
    path: pathOf,
    line(path, line) {
      const file = changed.get(path)
      if (file === undefined) return line
      return pathOf(path) === undefined ? undefined : follow(line, hunksOf(file))
    },
  }
}

interface ChangedFile {
  /** `''` for an added file. */
  readonly from: string
  /** `''` for a deleted file. */
  readonly to: string
  readonly oldBlob: string
  readonly newBlob: string
}

/** `:<mode> <mode> <blob> <blob> <status>`, then one path, or two for a rename: git-diff-tree(1), "Raw output format". */
function parseRaw(text: string): ChangedFile[] {
  const parts = text.split('\0')
  const files: ChangedFile[] = []
  for (let at = 0; at < parts.length; ) {
    const match = /^:\d+ \d+ ([0-9a-f]{40}) ([0-9a-f]{40}) ([A-Z])\d*$/.exec(parts[at] ?? '')
    if (match === null) {
      at += 1
      continue
    }
    const [, oldBlob = '', newBlob = '', status] = match
    const first = parts[at + 1] ?? ''
    const second = status === 'R' ? (parts[at + 2] ?? '') : first
    files.push({ from: status === 'A' ? '' : first, to: status === 'D' ? '' : second, oldBlob, newBlob })
    at += status === 'R' ? 3 : 2
  }
  return files
}

/** Of several equal files that disappear, or appear, in one commit, nobody can say which became which. */
function guesses(files: readonly ChangedFile[]): Set<string> {
  const count = (blobs: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const blob of blobs) counts.set(blob, (counts.get(blob) ?? 0) + 1)
    return counts
  }
  const gone = count(files.filter(({ from, to }) => from !== '' && from !== to).map(({ oldBlob }) => oldBlob))
  const come = count(files.filter(({ from, to }) => to !== '' && from !== to).map(({ newBlob }) => newBlob))
  const renamed = files.filter(({ from, to }) => from !== '' && to !== '' && from !== to)
  return new Set(
    renamed.filter(({ oldBlob, newBlob }) => (gone.get(oldBlob) ?? 0) > 1 || (come.get(newBlob) ?? 0) > 1).map(({ from }) => from),
  )
}

interface Hunk {
  readonly oldStart: number
  readonly oldCount: number
  readonly newCount: number
}

function parseHunks(patch: string): Hunk[] {
  return [...patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)].map(([, start, oldCount = '1', newCount = '1']) => ({
    oldStart: Number(start),
    oldCount: Number(oldCount),
    newCount: Number(newCount),
  }))
}

/** A hunk that only adds names the line after which it adds. */
function follow(line: number, hunks: readonly Hunk[]): number | undefined {
  let shift = 0
  for (const { oldStart, oldCount, newCount } of hunks) {
    if (oldCount > 0 && line >= oldStart && line < oldStart + oldCount) return undefined
    if (line >= oldStart + Math.max(oldCount, 1)) shift += newCount - oldCount
  }
  return line + shift
}
