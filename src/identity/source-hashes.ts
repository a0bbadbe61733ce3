/** Hashes of the checked-out source lines, computed once per file. */
import { digest } from './digest.js'
import { lineHashes } from './line-hash.js'

export interface SourceHashes {
  /** Code scanning's hash of the line and what follows it, without the counter; `undefined` when the line cannot be read. */
  context(path: string, line: number): string | undefined
  /** Hash of the line alone without white space; `undefined` for a blank line or one that cannot be read. */
  line(path: string, line: number): string | undefined
  /** Hash of the few lines in front of it: tells equal pieces of code in one file apart. */
  before(path: string, line: number): string | undefined
}

interface FileHashes {
  readonly contexts: readonly string[]
  readonly lines: readonly string[]
}

/** Files whose hashes are kept. Reports list results file by file, so few are enough. */
const FILES_KEPT = 64
/** Lines with text that `before` covers. */
const LINES_BEFORE = 3

/** @param readSource text of a file of the checkout by its repository path */
export function createSourceHashes(readSource: (path: string) => string | undefined): SourceHashes {
  const files = new Map<string, FileHashes | undefined>()
  const hashesOf = (path: string): FileHashes | undefined => {
    if (files.has(path)) return files.get(path)
    const text = readSource(path)
    const hashes = text === undefined ? undefined : { contexts: lineHashes(text), lines: text.split(/\r\n|\n|\r/) }
    const oldest = files.size >= FILES_KEPT ? files.keys().next().value : undefined
    if (oldest !== undefined) files.delete(oldest)
    files.set(path, hashes)
    return hashes
  }
  return {
    context(path, line) {
      const file = hashesOf(path)
      // Past the end of the file there is only the hash of the end itself, which says nothing about a line.
      return file === undefined || line > file.lines.length ? undefined : file.contexts[line - 1]?.replace(/:\d+$/, '')
    },
    line(path, line) {
      const text = withoutBlanks(hashesOf(path)?.lines[line - 1] ?? '')
      return text === '' ? undefined : shortDigest(text)
    },
    before(path, line) {
      const lines = hashesOf(path)?.lines
      return lines === undefined || line > lines.length ? undefined : shortDigest(...textBefore(lines, line - 1))
    },
  }
}

function textBefore(lines: readonly string[], index: number): string[] {
  const texts: string[] = []
  for (let at = index - 1; at >= 0 && texts.length < LINES_BEFORE; at--) {
    const text = withoutBlanks(lines[at] ?? '')
    if (text !== '') texts.push(text)
  }
  return texts
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Compared only among findings of one rule in one file: 64 bits are plenty. */
function shortDigest(...parts: readonly string[]): string {
  return digest(...parts).slice(0, 16)
}
