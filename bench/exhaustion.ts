/**
 * Reports made to use up a runner: `npm run bench:exhaustion [-- <part of a name>]`.
 *
 * Runs the bundle on each. Whatever the report is, the process must end by itself, with outputs, summary and run report written; those with a
 * signal must end within a few seconds after it. Exits non-zero where one does not.
 */
import { mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createMeasuring } from './growth/measured-run.js'

interface Exhausting {
  readonly name: string
  /** Texts or bytes of the report, one after another. */
  content(): Iterable<string | Uint8Array>
  /** Seconds after which the job is cancelled. */
  readonly cancelAfter?: number
}

/** The runner sends SIGKILL ten seconds after the first signal: actions/runner, src/Runner.Sdk/ProcessInvoker.cs. */
const MOST_MILLISECONDS = 7500
const MEGABYTE = 2 ** 20

function* repeated(piece: string, bytes: number): Generator<string> {
  const block = piece.repeat(Math.ceil(MEGABYTE / piece.length))
  for (let written = 0; written < bytes; written += block.length) yield block
}

function* around(head: string, pieces: Iterable<string>, tail: string): Generator<string> {
  yield head
  yield* pieces
  yield tail
}

const TOOL = '"tool":{"driver":{"name":"Tool"}}'
const sarif = (runs: Iterable<string>) => around('{"version":"2.1.0","runs":[', runs, ']}')
const message = (pieces: Iterable<string>) => sarif(around(`{${TOOL},"results":[{"ruleId":"a","message":{"text":"`, pieces, '"}}]}'))
const runs = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${index === 0 ? '' : ','}${of(index)}`)
const zipped = (text: string) => [gzipSync(text, { level: 9 })]
const PATHOLOGICAL = `a](${'\\\\['.repeat(270_000)}`

const ALL: readonly Exhausting[] = [
  { name: '250 MB of [{},{},…]', content: () => around('[', repeated('{},', 250 * MEGABYTE), '{}]') },
  { name: '250 MB of lines of {}', content: () => repeated('{}\n', 250 * MEGABYTE) },
  { name: '250 MB of SARIF with {} runs', content: () => sarif(around('', repeated('{},', 250 * MEGABYTE), '{}')) },
  {
    name: '250 MB of SARIF with {} results',
    content: () => sarif(around(`{${TOOL},"results":[`, repeated('{},', 250 * MEGABYTE), '{}]}')),
  },
  { name: 'gzip of 20 MB of tiny XML elements', content: () => zipped(`<r>${'<a/>'.repeat(5 * MEGABYTE)}</r>`) },
  { name: 'gzip of 400 MB of tiny XML elements', content: () => zipped(`<r>${'<a/>'.repeat(100 * MEGABYTE)}</r>`) },
  { name: '990,000 nested XML elements', content: () => ['<a>'.repeat(990_000), '</a>'.repeat(990_000)] },
  { name: '20,000 SARIF runs of one analysis', content: () => sarif(runs(20_000, () => `{${TOOL},"results":[]}`)) },
  {
    name: '20,000 SARIF runs of as many analyses',
    content: () => sarif(runs(20_000, (index) => `{${TOOL},"automationDetails":{"id":"p${index}/"},"results":[]}`)),
  },
  { name: '100 MB of brackets that open', content: () => repeated('[', 100 * MEGABYTE) },
  { name: 'one message of 100 MB', content: () => message(repeated('secret = abc ', 100 * MEGABYTE)) },
  { name: 'one message of 800 KB, hard Markdown', content: () => message([PATHOLOGICAL]) },
  ...[0.5, 1, 2, 4, 8].flatMap((cancelAfter) => [
    {
      name: `one message of 100 MB, cancelled after ${cancelAfter} s`,
      content: () => message(repeated('secret = abc ', 100 * MEGABYTE)),
      cancelAfter,
    },
    {
      name: `one message of 200 MB without blanks, cancelled after ${cancelAfter} s`,
      content: () => message(repeated('a', 200 * MEGABYTE)),
      cancelAfter,
    },
  ]),
  { name: 'one message of 800 KB, hard Markdown, cancelled after 0.3 s', content: () => message([PATHOLOGICAL]), cancelAfter: 0.3 },
  { name: '250 MB of [{},{},…], cancelled after 1 s', content: () => around('[', repeated('{},', 250 * MEGABYTE), '{}]'), cancelAfter: 1 },
  {
    name: '60 MB of [[1],[1],…], cancelled after 2 s',
    content: () => around('[', repeated('[1111111111111],', 60 * MEGABYTE), '1]'),
    cancelAfter: 2,
  },
]

const measuring = createMeasuring()
try {
  for (const one of ALL.filter(({ name }) => name.includes(process.argv[2] ?? ''))) await report(one)
} finally {
  measuring.close()
}

async function report({ name, content, cancelAfter }: Exhausting): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'exhaustion-'))
  try {
    const bytes = write(join(workspace, 'work', 'report'), content())
    const started = performance.now()
    const cancel =
      cancelAfter === undefined
        ? {}
        : { cancel: { signal: 'SIGTERM' as const, when: () => performance.now() - started > cancelAfter * 1000 } }
    const measured = await measuring.run({ workspace: join(workspace, 'work'), inputs: { reports: 'report', import: 'never' }, ...cancel })
    const { seconds, megabytes, told, outcome, run } = measured
    const after = cancelAfter === undefined ? '' : `, ended ${(run.millisecondsAfterCancel / 1000).toFixed(1)} s after the signal`
    console.log(`${name} (${(bytes / MEGABYTE).toFixed(1)} MB)\n  ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB${after}: ${outcome}`)
    if (told && run.millisecondsAfterCancel < MOST_MILLISECONDS) return
    console.error('  ended without a word, or too late')
    process.exitCode = 1
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

function write(path: string, content: Iterable<string | Uint8Array>): number {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  let bytes = 0
  for (const piece of content) bytes += typeof piece === 'string' ? writeSync(file, piece) : writeSync(file, piece)
  return bytes
}
