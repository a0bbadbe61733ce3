/** What is compared with what an earlier run has stored. Findings are imported before each, so that these take their time. */
import { aReport, aResult } from '../../test/support/sarif.js'
import { type Files, type Layout, times } from './layout.js'

const equalLines = (size: number, above: string): Files => ({
  'src/a.ts': above + 'eval(x)\n'.repeat(size),
  report: aReport(times(size, (index) => aResult({ uri: 'src/a.ts', line: index + 1 + above.split('\n').length - 1, message: 'm' }))),
})

interface Tree {
  readonly files: number
  readonly each: number
  path(file: number): string
  line(file: number, line: number): string
}

const tree = ({ files, each, path, line }: Tree): Files => ({
  ...Object.fromEntries(times(files, (file) => [path(file), `${times(each, (at) => line(file, at)).join('\n')}\n`])),
  report: aReport(times(files, (file) => times(each, (at) => aResult({ uri: path(file), line: at + 1, message: 'm' }))).flat()),
})

const own = (file: number, at: number) => `  query(name${file}, ${at})`
const alike = () => '  query(name)'

/** Sizes count findings. */
export const histories: readonly Layout[] = [
  {
    name: 'stored: equal lines of one file, with a line above',
    size: 1000,
    before: (size) => equalLines(size, ''),
    files: (size) => equalLines(size, 'import x\n'),
  },
  {
    name: 'stored: 250 equal lines in each file, with a line above',
    size: 1000,
    before: (size) => tree({ files: size / 250, each: 250, path: (file) => `src/${file}.ts`, line: alike }),
    files: (size) =>
      tree({ files: size / 250, each: 250, path: (file) => `src/${file}.ts`, line: (_, at) => (at === 0 ? 'import(x)' : alike()) }),
  },
  {
    name: 'stored: renamed files, 10 findings each',
    size: 1000,
    before: (size) => tree({ files: size / 10, each: 10, path: (file) => `old/${file}.ts`, line: own }),
    files: (size) => tree({ files: size / 10, each: 10, path: (file) => `new/x${file}.ts`, line: own }),
  },
  {
    name: 'stored: renamed files that are all alike, 10 findings each',
    size: 1000,
    before: (size) => tree({ files: size / 10, each: 10, path: (file) => `old/${file}.ts`, line: alike }),
    files: (size) => tree({ files: size / 10, each: 10, path: (file) => `new/x${file}.ts`, line: alike }),
  },
  {
    name: 'stored: renamed and edited files that share lines, 10 findings each',
    size: 1000,
    before: (size) => tree({ files: size / 10, each: 10, path: (file) => `old/${file}.ts`, line: shared }),
    files: (size) =>
      tree({
        files: size / 10,
        each: 10,
        path: (file) => `new/x${file}.ts`,
        line: (file, at) => (at < 5 ? shared(file, at) : own(file, at)),
      }),
  },
  {
    name: 'stored: edited files, every finding on a new line',
    size: 1000,
    before: (size) => tree({ files: size / 10, each: 10, path: (file) => `src/${file}.ts`, line: own }),
    files: (size) => tree({ files: size / 10, each: 10, path: (file) => `src/${file}.ts`, line: (file, at) => own(file, at + 1000) }),
  },
]

/** Each line stands in up to 40 files. */
function shared(file: number, at: number): string {
  return `  query(name${Math.floor(file / 40)}, ${at})`
}
