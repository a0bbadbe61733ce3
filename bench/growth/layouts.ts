/** Reports and checkouts that someone has laid out so that careless code takes its time or all the memory. `size` counts what the name says. */
import { gzipSync } from 'node:zlib'
import { aReport, aResult } from '../../test/support/sarif.js'

export interface Layout {
  readonly name: string
  /** What is measured; then twice, then four times as many. */
  readonly size: number
  /** `report` is the report; the rest is the checkout. */
  files(size: number): Readonly<Record<string, string | Uint8Array>>
}

const times = <T>(size: number, make: (index: number) => T): T[] => Array.from({ length: size }, (_, index) => make(index))
const source = (lines: number, file = 0) =>
  times(lines, (line) => `  const value${line} = compute(${file}, ${line}) // text of a usual length`).join('\n')
const log = (runs: readonly unknown[]) => JSON.stringify({ version: '2.1.0', runs })
const messages = (size: number, piece: string) => aReport([aResult({ message: `a](${piece.repeat(size)}` })])

const text: readonly Layout[] = [
  { name: 'escaped brackets in a message', size: 200_000, files: (size) => ({ report: messages(size, '\\[') }) },
  { name: 'tags that never end in a message', size: 200_000, files: (size) => ({ report: messages(size, '<a ') }) },
  { name: 'key headers in a message', size: 20_000, files: (size) => ({ report: messages(size, '-----BEGIN RSA PRIVATE KEY-----') }) },
]

const sources: readonly Layout[] = [
  {
    name: 'results by rule over files of 1000 lines',
    size: 128,
    files: (size) => ({
      ...Object.fromEntries(times(size, (file) => [`src/${file}.ts`, source(1000, file)])),
      report: aReport(
        times(20, (rule) => times(size, (file) => aResult({ uri: `src/${file}.ts`, line: rule * 40 + 1, message: `m ${rule}` }))).flat(),
      ),
    }),
  },
  {
    name: 'results in a file of equal lines',
    size: 2500,
    files: (size) => ({
      'src/a.ts': 'eval(x)\n'.repeat(size),
      report: aReport(times(size, (index) => aResult({ uri: 'src/a.ts', line: index + 1 }))),
    }),
  },
  {
    name: 'results on one line of 4 MB',
    size: 500,
    files: (size) => ({
      'src/a.js': 'eval(x);'.repeat(2 ** 19),
      report: aReport(times(size, (index) => aResult({ uri: 'src/a.js', line: 1, message: `m ${index}` }))),
    }),
  },
  {
    name: 'results that only count characters, in 8 files of 4 MB',
    size: 250,
    files: (size) => ({
      ...Object.fromEntries(times(8, (file) => [`src/${file}.ts`, 'x = eval(y)\n'.repeat(350_000)])),
      report: log([
        {
          tool: { driver: { name: 'Counter' } },
          results: times(size, (index) => ({
            ruleId: 'a',
            message: { text: `m ${index}` },
            locations: [
              { physicalLocation: { artifactLocation: { uri: `src/${index % 8}.ts` }, region: { charOffset: 4_000_000 - index } } },
            ],
          })),
        },
      ]),
    }),
  },
]

const analyses: readonly Layout[] = [
  {
    name: 'analyses without a result',
    size: 2000,
    files: (size) => ({
      report: log(times(size, (index) => ({ tool: { driver: { name: 'Tool' } }, automationDetails: { id: `p${index}/` }, results: [] }))),
    }),
  },
  {
    name: 'runs of one analysis',
    size: 5000,
    files: (size) => ({ report: log(times(size, () => ({ tool: { driver: { name: 'Tool' } }, results: [] }))) }),
  },
]

const ways = (size: number) => ({
  vulnerabilities: times(size, (index) => ({
    id: 'SNYK-JS-LEFTPAD-1',
    packageName: 'left-pad',
    version: '1.0.0',
    title: 'Denial of service',
    severity: 'high',
    identifiers: { CVE: ['CVE-2024-1000'], CWE: ['CWE-400'] },
    from: ['shop@1.0.0', `a${index}@1.0.0`, 'left-pad@1.0.0'],
  })),
  dependencyCount: size,
  packageManager: 'npm',
  projectName: 'shop',
  displayTargetFile: 'package-lock.json',
  path: '/work',
  ok: false,
})

const documents: readonly Layout[] = [
  { name: 'an advisory by ways to its package (Snyk)', size: 2500, files: (size) => ({ report: JSON.stringify(ways(size)) }) },
  { name: 'empty XML elements in gzip', size: 250_000, files: (size) => ({ report: gzipSync(`<r>${'<a/>'.repeat(size)}</r>`) }) },
  { name: 'empty objects in an array', size: 1_000_000, files: (size) => ({ report: `[${'{},'.repeat(size)}{}]` }) },
  { name: 'lines of empty objects', size: 250_000, files: (size) => ({ report: '{}\n'.repeat(size) }) },
  {
    name: 'objects with a key of their own',
    size: 250_000,
    files: (size) => ({ report: `[${times(size, (index) => `{"k${index}":0}`).join(',')}]` }),
  },
  { name: 'empty runs', size: 10_000, files: (size) => ({ report: log(times(size, () => ({ results: [] }))) }) },
]

export const LAYOUTS: readonly Layout[] = [...text, ...sources, ...analyses, ...documents]
