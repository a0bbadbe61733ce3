/** As the first version had it, for comparisons: every line of a file at once. Hashes of the checked-out source lines, computed once per file. */
import { lineHashes } from './line-hash.js'
import { formatSurroundings, type Outline, outlineOf, surroundingsAt } from './surroundings.js'

export interface SourceHashes {
  /** Code scanning's hash of the line and what follows it, without the counter; `undefined` when the line cannot be read. */
  context(path: string, line: number): string | undefined
  /** The line alone without white space; `undefined` for a blank line or one that cannot be read. */
  text(path: string, line: number): string | undefined
  /** The neighbourhood of the line as surroundings.ts writes it; `undefined` when the line cannot be read. */
  surroundings(path: string, line: number): string | undefined
}

interface FileHashes {
  readonly contexts: readonly string[]
  readonly lines: readonly string[]
  readonly outline: Outline
}

/** Files whose hashes are kept. Reports list results file by file, so few are enough. */
const FILES_KEPT = 64

/** @param readSource text of a file of the checkout by its repository path */
export function createSourceHashes(readSource: (path: string) => string | undefined): SourceHashes {
  const files = new Map<string, FileHashes | undefined>()
  const hashesOf = (path: string): FileHashes | undefined => {
    if (files.has(path)) return files.get(path)
    const text = readSource(path)
    const oldest = files.size >= FILES_KEPT ? files.keys().next().value : undefined
    if (oldest !== undefined) files.delete(oldest)
    files.set(path, text === undefined ? undefined : fileHashes(text))
    return files.get(path)
  }
  return {
    context(path, line) {
      const file = hashesOf(path)
      // Past the end of the file there is only the hash of the end itself, which says nothing about a line.
      return file === undefined || line > file.lines.length ? undefined : file.contexts[line - 1]?.replace(/:\d+$/, '')
    },
    text(path, line) {
      return hashesOf(path)?.lines[line - 1]?.replace(/\s+/g, '') || undefined
    },
    surroundings(path, line) {
      const file = hashesOf(path)
      return file === undefined || line > file.lines.length ? undefined : formatSurroundings(surroundingsAt(file.outline, line - 1))
    },
  }
}

function fileHashes(text: string): FileHashes {
  const lines = text.split(/\r\n|\n|\r/)
  return { contexts: lineHashes(text), lines, outline: outlineOf(lines) }
}
