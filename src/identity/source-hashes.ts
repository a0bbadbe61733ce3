/**
 * Hashes of the checked-out source lines that results name. Reports list results by file, by rule or in no order, and a checkout may be larger
 * than memory: so the lines are announced first, each file is read once, and what is kept is kept for those lines alone.
 */
import { createNumberColumn, type NumberColumn } from './columns.js'
import { digest } from './digest.js'
import { lineHashAt } from './line-hash.js'
import { type Outline, outlineOf, surroundingsAt, surroundingsOfFile } from './outline.js'
import { formatSurroundings } from './surroundings.js'

export interface SourceHashes {
  /** Code scanning's hash of the line and what follows it, without the counter; `undefined` when the line cannot be read. */
  context(path: string, line: number): string | undefined
  /**
   * The line alone without white space, or what stands for it when it is very long; `undefined` for a blank line or one that cannot be read.
   */
  text(path: string, line: number): string | undefined
  /** The neighbourhood of the line as surroundings.ts writes it; `undefined` when the line cannot be read. */
  surroundings(path: string, line: number): string | undefined
  /** The same of a file as a whole, for what is found in no line of it; `undefined` when it cannot be read. */
  file(path: string): string | undefined
}

export interface AnnouncedSources extends SourceHashes {
  /** Announces a line that will be asked for. Lines that nobody has announced can be asked for too, but their file may be read for each of them. */
  expect(path: string, line: number): void
}

/**
 * Characters of a line, without white space, beyond which its digest stands for it: one line of a generated file may have megabytes, and be
 * named by any number of results.
 */
const LONGEST_TEXT = 4096

/** Stands for a line where the file as a whole is meant; lines count from 1. */
export const WHOLE_FILE = -1

/** What is kept of a line. */
interface LineHashes {
  readonly context: string
  readonly text: string | undefined
  readonly surroundings: string
}

interface FileLines {
  /** By line; `undefined` for one that cannot be read. */
  readonly known: Map<number, LineHashes | undefined>
  /** Announced and not yet worked out. */
  readonly pending: Set<number>
}

/** @param readSource text of a file of the checkout by its repository path */
export function createSourceHashes(readSource: (path: string) => string | undefined): AnnouncedSources {
  const files = new Map<string, FileLines>()
  const open = createLastFile(readSource)
  const linesOf = (path: string): FileLines => {
    const known = files.get(path)
    if (known !== undefined) return known
    const lines = { known: new Map(), pending: new Set<number>() }
    files.set(path, lines)
    return lines
  }
  const hashesAt = (path: string, line: number): LineHashes | undefined => {
    const { known, pending } = linesOf(path)
    if (known.has(line)) return known.get(line)
    const source = open(path)
    for (const one of pending.add(line)) known.set(one, source === undefined ? undefined : hashesOf(source, one))
    pending.clear()
    return known.get(line)
  }
  return {
    expect(path, line) {
      const { known, pending } = linesOf(path)
      if (!known.has(line)) pending.add(line)
    },
    context: (path, line) => hashesAt(path, line)?.context,
    text: (path, line) => hashesAt(path, line)?.text,
    surroundings: (path, line) => hashesAt(path, line)?.surroundings,
    file: (path) => hashesAt(path, WHOLE_FILE)?.surroundings,
  }
}

/** A file while its lines are worked out. */
interface SourceFile {
  readonly text: string
  readonly lines: number
  /** Where each line begins, and behind the last one where the next would. */
  readonly starts: NumberColumn
  readonly outline: Outline
}

/** Keeps the last file, for lines that nobody has announced. */
function createLastFile(readSource: (path: string) => string | undefined): (path: string) => SourceFile | undefined {
  let last: { readonly path: string; readonly source: SourceFile | undefined } | undefined
  return (path) => {
    if (last?.path === path) return last.source
    // The one before must not be held while the next one is read.
    last = undefined
    const text = readSource(path)
    last = { path, source: text === undefined ? undefined : sourceFile(text) }
    return last.source
  }
}

function sourceFile(text: string): SourceFile {
  const { starts, lines } = lineStarts(text)
  return { text, lines, starts, outline: outlineOf(linesIn(text, starts, lines)) }
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

function lineStarts(text: string): { starts: NumberColumn; lines: number } {
  const starts = createNumberColumn()
  starts.push(0)
  let lines = 1
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit !== LINE_FEED && unit !== CARRIAGE_RETURN) continue
    if (unit === CARRIAGE_RETURN && text.charCodeAt(index + 1) === LINE_FEED) index += 1
    starts.push(index + 1)
    lines += 1
  }
  // As if one more line end followed.
  starts.push(text.length + 1)
  return { starts, lines }
}

function* linesIn(text: string, starts: NumberColumn, lines: number): Generator<string> {
  for (let index = 0; index < lines; index++) yield lineAt(text, starts, index)
}

function lineAt(text: string, starts: NumberColumn, index: number): string {
  const line = text.slice(starts.at(index), starts.at(index + 1) - 1)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Past the end of the file there is only the hash of the end itself, which says nothing about a line. */
function hashesOf({ text, lines, starts, outline }: SourceFile, line: number): LineHashes | undefined {
  if (line === WHOLE_FILE) return { context: '', text: undefined, surroundings: formatSurroundings(surroundingsOfFile(outline)) }
  const index = line - 1
  if (index < 0 || index >= lines) return undefined
  return {
    context: lineHashAt(text, starts.at(index)),
    text: textOf(lineAt(text, starts, index)),
    surroundings: formatSurroundings(surroundingsAt(outline, index)),
  }
}

function textOf(line: string): string | undefined {
  const text = line.replace(/\s+/g, '')
  if (text === '') return undefined
  // A copy: a piece of a text keeps all of the text in memory.
  return text.length > LONGEST_TEXT ? digest(text) : Buffer.from(text, 'utf16le').toString('utf16le')
}

/** Compared only among the findings of one analysis, and only together with other evidence: 64 bits are plenty. */
export function shortDigest(...parts: readonly string[]): string {
  return digest(...parts).slice(0, 16)
}
