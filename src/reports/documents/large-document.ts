import { closeSync, readSync } from 'node:fs'
import { UserError } from '../../errors.js'
import { hasChanged, type RegularFile } from '../../regular-file.js'
import { fileChanged, openReport } from '../files/file-errors.js'
import { inMillions, tooMuch } from '../limits.js'
import { assemble } from './assemble.js'
import { checkJson } from './check-json.js'
import { type LoadedDocument, type Loading, type ReportDocument, resultsOf, runsOf, SIZES, type Sizes, wholeDocument } from './document.js'
import { createContainers } from './json-containers.js'
import { jsonError } from './json-errors.js'
import { parseJson } from './parse-json.js'
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
 * @param opened open for reading; the path is opened again whenever the results are asked for
 * @throws UserError as `loadDocument` does
 */
export async function loadLargeDocument(opened: RegularFile, path: string, loading: Loading): Promise<LoadedDocument> {
  const { file, stats } = opened
  const { sizes = SIZES, signal, memory } = loading
  const { size, mtimeMs: modified } = stats
  const start = byteOrderMarkLength(readRange(file, 0, Math.min(size, BYTE_ORDER_MARK.length)))
  const { events, layout } = createSplitter(sizes)
  const split: SplitFile = { path, size, modified, start, layout }
  const { failure, validUtf8, values } = await checkJson(telling(chunksOf(file, split, sizes.chunk), loading), signal, events)
  if (hasChanged(opened)) throw fileChanged()
  if (failure !== undefined) throw jsonError(failure, chunksOf(file, split, sizes.chunk))
  refuseTooMuch(layout, values, sizes)
  if (layout.cuts.length === 0) {
    memory?.take(values, size)
    return { document: wholeDocument(await readAll(file, split, loading)), validUtf8, needsFile: false }
  }
  refuseLongBlocks(layout, sizes)
  const text = readSkeleton(file, split, sizes)
  memory?.take(values - layout.values(), text.length)
  return { document: splitDocument(await parseJson(text, sizes.block, signal), split), validUtf8, needsFile: true }
}

function refuseTooMuch(layout: LogLayout, values: number, sizes: Sizes): void {
  if (layout.tooManyRuns()) throw tooMuch(`the log has more than ${sizes.runs} runs`)
  if (layout.results() > sizes.results) throw tooMuch(`the log has more than ${inMillions(sizes.results)} results`)
  const results = layout.values()
  const what = results === 0 ? 'the report' : 'without its results the report'
  if (values - results > sizes.values) throw tooMuch(`${what} has more than ${inMillions(sizes.values)} values`)
  if (layout.mostValues() > sizes.valuesAtOnce) throw tooMuch(`a single result has more than ${inMillions(sizes.valuesAtOnce)} values`)
}

/** A second scan: where the large parts of a document are is only asked of documents that are no logs. */
async function readAll(file: number, split: SplitFile, { sizes = SIZES, signal }: Loading): Promise<unknown> {
  const { size, start } = split
  if (size - start > sizes.piece) throw tooLarge(`the report has ${megabytes(size - start)}`, sizes.piece)
  const { events, root } = createContainers(sizes.block)
  await checkJson(chunksOf(file, split, sizes.chunk), signal, events)
  const container = root()
  const read = (from: number, to: number) => readRange(file, start + from, to - from)
  try {
    return container === undefined ? JSON.parse(read(0, size - start).toString('utf8')) : await assemble(container, { read, signal })
  } catch (error) {
    throw error instanceof SyntaxError ? fileChanged(error) : error
  }
}

/** Never more than the file had when it was opened: one that somebody still writes to would have no end. */
function* chunksOf(file: number, { start, size }: SplitFile, chunkBytes: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (let position = start; position < size; ) {
    const length = readSync(file, buffer, 0, Math.min(chunkBytes, size - position), position)
    if (length === 0) return
    yield buffer.subarray(0, length)
    position += length
  }
}

function* telling(chunks: Iterable<Uint8Array>, { onBytes }: Loading): Generator<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk
    onBytes?.(chunk.length)
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
  const { file, stats } = openReport(split.path)
  try {
    if (stats.size !== split.size || stats.mtimeMs !== split.modified) throw fileChanged()
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
    throw fileChanged(error)
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
    if (length === 0) throw fileChanged()
    filled += length
  }
}

function tooLarge(what: string, limit: number): UserError {
  return new UserError('REPORT_UNREADABLE', `${what}; the limit is ${megabytes(limit)}`, {
    hint: 'Let the scanner leave out file contents or code flows, or write several smaller reports.',
  })
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`
}
