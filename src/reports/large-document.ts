import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { UserError } from '../errors.js'
import { assemble } from './assemble.js'
import { checkJson } from './check-json.js'
import { createContainers } from './containers.js'
import { type LoadedDocument, type ReportDocument, resultsOf, runsOf, type Sizes, wholeDocument } from './document.js'
import { jsonError } from './json-errors.js'
import { createSplitter, type LogLayout } from './split.js'
import { BYTE_ORDER_MARK, byteOrderMarkLength } from './utf8.js'

/** A file as it was when its layout was noted. */
interface SplitFile {
  readonly path: string
  readonly size: number
  readonly modified: number
  /** Where the JSON starts: behind the byte order mark. The layout counts from here. */
  readonly start: number
  readonly layout: LogLayout
}

/**
 * Reads a file once to note where the results of a SARIF log are; what is kept is everything else. Any other document is kept as a whole,
 * but never its text.
 * @param file open for reading; the path is opened again whenever the results are asked for
 * @throws UserError as `loadDocument` does
 */
export function loadLargeDocument(file: number, path: string, sizes: Sizes): LoadedDocument {
  const { size, mtimeMs: modified } = fstatSync(file)
  const start = byteOrderMarkLength(readRange(file, 0, Math.min(size, BYTE_ORDER_MARK.length)))
  const { events, layout } = createSplitter(sizes.block)
  const { failure, validUtf8 } = checkJson(chunksOf(file, start, sizes.chunk), events)
  if (failure !== undefined) throw jsonError(failure, chunksOf(file, start, sizes.chunk))
  const split: SplitFile = { path, size, modified, start, layout }
  if (layout.cuts.length === 0) return { document: wholeDocument(readAll(file, split, sizes)), validUtf8, needsFile: false }
  refuseLongBlocks(layout, sizes)
  const skeleton: unknown = JSON.parse(readSkeleton(file, split, sizes).toString('utf8'))
  return { document: splitDocument(skeleton, split), validUtf8, needsFile: true }
}

/** A second scan: where the large parts of a document are is only asked of documents that are no logs. */
function readAll(file: number, split: SplitFile, sizes: Sizes): unknown {
  const { size, start } = split
  if (size - start > sizes.piece) throw tooLarge(`the report has ${megabytes(size - start)}`, sizes.piece)
  const { events, root } = createContainers(sizes.block)
  checkJson(chunksOf(file, start, sizes.chunk), events)
  const container = root()
  const read = (from: number, to: number) => readRange(file, start + from, to - from)
  try {
    return container === undefined ? JSON.parse(read(0, size - start).toString('utf8')) : assemble(container, read)
  } catch (error) {
    throw error instanceof SyntaxError ? changed(error) : error
  }
}

function* chunksOf(file: number, start: number, chunkBytes: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  let position = start
  for (;;) {
    const length = readSync(file, buffer, 0, chunkBytes, position)
    if (length === 0) return
    yield buffer.subarray(0, length)
    position += length
  }
}

function refuseLongBlocks(layout: LogLayout, { block, piece }: Sizes): void {
  for (const [runIndex, { firstBlock, endBlock }] of layout.runs) {
    const longest = longestBlock(layout, firstBlock, endBlock)
    // A block is longer than asked for by its last result at most.
    if (longest > block + piece) throw tooLarge(`a single result of runs[${runIndex}] has ${megabytes(longest)}`, piece)
  }
}

function readSkeleton(file: number, { layout, size, start }: SplitFile, { piece }: Sizes): Buffer {
  const ends = [...layout.cuts, size - start]
  const length = ends.reduce((sum, end, index) => (index % 2 === 0 ? sum + end : sum - end), 0)
  if (length > piece) throw tooLarge(`without its results the report has ${megabytes(length)}`, piece)
  const skeleton = Buffer.allocUnsafe(length)
  let filled = 0
  for (let index = 0; index < ends.length; index += 2) {
    const from = index === 0 ? 0 : (ends[index - 1] ?? 0)
    const part = skeleton.subarray(filled, filled + (ends[index] ?? 0) - from)
    readFully(file, part, start + from)
    filled += part.length
  }
  return skeleton
}

function splitDocument(skeleton: unknown, file: SplitFile): ReportDocument {
  const runs = runsOf(skeleton) ?? []
  return {
    syntax: 'json',
    skeleton,
    results: (runIndex) => (resultsOf(runs[runIndex]) === undefined ? undefined : { [Symbol.iterator]: () => readResults(file, runIndex) }),
  }
}

function* readResults(split: SplitFile, runIndex: number): Generator<unknown> {
  const { firstBlock, endBlock } = split.layout.runs.get(runIndex) ?? { firstBlock: 0, endBlock: 0 }
  const file = openSync(split.path, 'r')
  try {
    refuseChange(fstatSync(file), split)
    const buffer = Buffer.allocUnsafe(longestBlock(split.layout, firstBlock, endBlock) + 2)
    for (let index = firstBlock; index < endBlock; index++) yield* readBlock(file, split, index, buffer)
  } finally {
    closeSync(file)
  }
}

/** A block has the commas between its results; brackets around it make it an array. */
function readBlock(file: number, { layout, start }: SplitFile, index: number, buffer: Buffer): readonly unknown[] {
  const array = buffer.subarray(0, blockLength(layout, index) + 2)
  array.fill('[', 0, 1)
  array.fill(']', array.length - 1)
  readFully(file, array.subarray(1, -1), start + (layout.blocks[2 * index] ?? 0))
  try {
    return JSON.parse(array.toString('utf8'))
  } catch (error) {
    throw changed(error)
  }
}

function longestBlock(layout: LogLayout, firstBlock: number, endBlock: number): number {
  let longest = 0
  for (let index = firstBlock; index < endBlock; index++) longest = Math.max(longest, blockLength(layout, index))
  return longest
}

function blockLength({ blocks }: LogLayout, index: number): number {
  return (blocks[2 * index + 1] ?? 0) - (blocks[2 * index] ?? 0)
}

function readRange(file: number, position: number, length: number): Buffer {
  const range = Buffer.allocUnsafe(length)
  readFully(file, range, position)
  return range
}

function readFully(file: number, target: Buffer, position: number): void {
  for (let filled = 0; filled < target.length; ) {
    const length = readSync(file, target, filled, target.length - filled, position + filled)
    if (length === 0) throw changed()
    filled += length
  }
}

function refuseChange(now: Stats, { size, modified }: SplitFile): void {
  if (now.size !== size || now.mtimeMs !== modified) throw changed()
}

function changed(cause?: unknown): UserError {
  return new UserError('REPORT_UNREADABLE', 'the file changed while it was read', {
    hint: 'Start this action when the step that writes the report has ended.',
    cause,
  })
}

function tooLarge(what: string, limit: number): UserError {
  return new UserError('REPORT_UNREADABLE', `${what}; the limit is ${megabytes(limit)}`, {
    hint: 'Let the scanner leave out file contents or code flows, or write several smaller reports.',
  })
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`
}
