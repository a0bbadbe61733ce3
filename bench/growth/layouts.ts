/** Reports and checkouts that someone has laid out so that careless code takes its time or all the memory. `size` counts what the name says. */
import { gzipSync } from 'node:zlib'
import { aReport, aResult } from '../../test/support/sarif.js'
import { advisories } from './advisories.js'
import { histories } from './histories.js'
import { type Layout, source, times } from './layout.js'

const log = (runs: readonly unknown[]) => JSON.stringify({ version: '2.1.0', runs })
const messages = (size: number, piece: string) => aReport([aResult({ message: `a](${piece.repeat(size)}` })])

const counted = (size: number, place: (index: number) => { readonly uri: string; readonly offset: number }) =>
  log([
    {
      tool: { driver: { name: 'Counter' } },
      results: times(size, (index) => {
        const { uri, offset } = place(index)
        const location = { physicalLocation: { artifactLocation: { uri }, region: { charOffset: offset } } }
        return { ruleId: 'a', message: { text: `m ${index}` }, locations: [location] }
      }),
    },
  ])

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
    name: 'results on lines of 1 MB each, in one file',
    size: 500,
    files: (size) => ({
      'src/a.js': times(4, () => 'eval(x);'.repeat(2 ** 17)).join('\n'),
      report: aReport(times(size, (index) => aResult({ uri: 'src/a.js', line: (index % 4) + 1, message: `m ${index}` }))),
    }),
  },
  {
    name: 'results that only count characters, in a file that grows with them',
    size: 5000,
    files: (size) => ({
      'src/a.ts': 'x = eval(y)\n'.repeat(size * 10),
      report: counted(size, (index) => ({ uri: 'src/a.ts', offset: index * 120 })),
    }),
  },
  {
    name: 'results that only count characters, in 8 files of 4 MB',
    size: 250,
    files: (size) => ({
      ...Object.fromEntries(times(8, (file) => [`src/${file}.ts`, 'x = eval(y)\n'.repeat(350_000)])),
      report: counted(size, (index) => ({ uri: `src/${index % 8}.ts`, offset: 4_000_000 - index })),
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

const documents: readonly Layout[] = [
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

/** In the order in which they are printed. */
export const LAYOUTS: readonly Layout[] = [...text, ...sources, ...analyses, ...advisories, ...documents, ...histories]
