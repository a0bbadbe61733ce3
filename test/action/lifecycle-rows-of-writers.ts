/** Rows of the lifecycle table: whose findings a run may archive, and which run is the newer one. */
import { aReport, aResult } from '../support/sarif.js'
import { A, type After, FIRST, inRun, kept, leftOpen, ONE_LEFT, type Row, type RunOfRow, run, tree } from './lifecycle-row.js'

const file = (name: string) => ({ GITHUB_WORKFLOW_REF: `acme/shop/.github/workflows/${name}@refs/heads/main` })
const workflow = (...jobs: readonly string[]) =>
  [
    'on: push',
    'jobs:',
    ...jobs.map((job) => `  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./\n        id: publish`),
  ].join('\n')
const step = (name: string) =>
  `on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: acme/publish@v1\n        id: ${name}\n`
const withFiles = (files: RunOfRow['tree'], over: Omit<RunOfRow, 'tree'>, reported: RunOfRow['tree'] = ONE_LEFT) =>
  run(over, { ...reported, ...files })

/** A and B were open, A is reported. */
const ONE_ARCHIVED: After = { open: 1, archived: 1, outcome: 'imported', said: { unchanged: 1, fixed: 1 } }
const NAMED = { more: { automationDetails: { id: 'nightly/' } } }
const none = (over: Omit<RunOfRow, 'tree'>, options = {}) => run(over, { 'report.sarif': aReport([], options) })
const BOTH_LEFT: After = { open: 2, archived: 0, outcome: 'imported', said: { fixed: 0 } }

export const WRITER_ROWS: readonly Row[] = [
  {
    event: 'two workflow files share a display name, and the other has the higher run numbers',
    stored: 'A, B open, written by run 900 of `old.yml`',
    reported: 'A, by run 1 of `security.yml`, which came later',
    runs: [{ ...FIRST, ...inRun({ ...file('old.yml'), GITHUB_RUN_NUMBER: '900' }) }, run(inRun({ GITHUB_RUN_NUMBER: '1' }))],
    after: { ...leftOpen('another-workflow'), kept: kept('another-workflow', 1) },
  },
  {
    event: 'a run of another workflow file that started later has reported already',
    stored: 'A, B open, written by `nightly.yml` in a later run',
    reported: 'A',
    runs: [
      { ...FIRST, ...inRun({ ...file('nightly.yml'), GITHUB_RUN_ID: '30000000001', GITHUB_RUN_NUMBER: '2' }) },
      run(inRun({ GITHUB_RUN_ID: '30000000000', GITHUB_RUN_NUMBER: '700' })),
    ],
    after: { ...leftOpen('superseded', {}), outcome: 'superseded' },
  },
  {
    event: 'another workflow reports the same tool and category as clean',
    stored: 'A, B open, written by `security.yml`',
    reported: 'no results, by `other.yml`',
    runs: [FIRST, none(inRun(file('other.yml')))],
    after: { ...BOTH_LEFT, kept: kept('another-workflow', 2) },
  },
  {
    event: 'the same, with the category in the report',
    stored: 'A, B open in category `nightly`, named by the input',
    reported: 'no results, by `other.yml`, in category `nightly`, named by the report alone',
    runs: [{ ...FIRST, inputs: { category: 'nightly' } }, none(inRun(file('other.yml')), NAMED)],
    after: { ...BOTH_LEFT, kept: kept('another-workflow', 2) },
  },
  {
    event: 'another workflow declares the same analysis',
    stored: 'A, B open in category `nightly`, written by `security.yml`',
    reported: 'A, by `other.yml` with the input `category: nightly`',
    runs: [{ ...FIRST, inputs: { category: 'nightly' } }, run({ ...inRun(file('other.yml')), inputs: { category: 'nightly' } })],
    after: ONE_ARCHIVED,
  },
  {
    event: 'another workflow of the same display name, where neither says which file it is',
    stored: 'A, B open',
    reported: 'A',
    runs: [{ ...FIRST, ...inRun({ GITHUB_WORKFLOW_REF: '' }) }, run(inRun({ GITHUB_WORKFLOW_REF: '' }))],
    after: ONE_ARCHIVED,
  },
  {
    event: 'the workflow file was renamed',
    stored: 'A, B open, written by `old.yml`, which is gone from the checkout',
    reported: 'A, by `security.yml`',
    runs: [{ ...FIRST, ...inRun(file('old.yml')) }, withFiles({ '.github/workflows/security.yml': workflow('scan') }, {})],
    after: ONE_ARCHIVED,
  },
  {
    event: 'the job was renamed',
    stored: 'A, B open, written by job `analyse`, which is gone from the workflow file',
    reported: 'A, by job `scan`',
    runs: [
      { ...FIRST, ...inRun({ GITHUB_JOB: 'analyse' }) },
      withFiles({ '.github/workflows/security.yml': workflow('build', 'scan') }, {}),
    ],
    after: ONE_ARCHIVED,
  },
  {
    event: 'another job took over, and the one before is still in the workflow file',
    stored: 'A, B open, written by job `analyse`',
    reported: 'A, by job `scan`',
    runs: [
      { ...FIRST, ...inRun({ GITHUB_JOB: 'analyse' }) },
      withFiles({ '.github/workflows/security.yml': workflow('analyse', 'scan') }, {}),
    ],
    after: leftOpen('another-job'),
  },
  {
    event: 'the step was renamed',
    stored: 'A, B open, written by step `upload`, which is gone from the job',
    reported: 'A, by step `publish`',
    runs: [
      { ...FIRST, ...inRun({ GITHUB_ACTION: 'upload' }) },
      withFiles({ '.github/workflows/security.yml': step('publish') }, inRun({ GITHUB_ACTION: 'publish' })),
    ],
    after: ONE_ARCHIVED,
  },
]

const elsewhere = (uri: string, more = {}) => ({ 'report.sarif': aReport([aResult({ line: 2, uri, ...more })]) })
const print = (value: string) => ({ more: { fingerprints: { 'hash/v1': value } } })

export const EVIDENCE_ROWS: readonly Row[] = [
  {
    event: 'without source, one vanishes and an alike one comes in another file',
    stored: 'A open in `a.py`',
    reported: 'A in `b.py`: the same rule, message and line',
    runs: [{ tree: elsewhere('a.py') }, { tree: elsewhere('b.py') }],
    after: { open: 1, archived: 1, outcome: 'imported', said: { new: 1, unchanged: 0, fixed: 1 }, moved: 0 },
  },
  {
    event: 'the same, with the tool’s own fingerprint',
    stored: 'A open in `a.py`',
    reported: 'A in `b.py`, with the same fingerprint',
    runs: [{ tree: elsewhere('a.py', print('0123456789abcdef')) }, { tree: elsewhere('b.py', print('0123456789abcdef')) }],
    after: { open: 1, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 1, fixed: 0 }, moved: 1, sameIds: true },
  },
  {
    event: 'without source, of two results with one constant fingerprint one is fixed',
    stored: 'A in `a.py`, B in `b.py` open',
    reported: 'A',
    runs: [
      {
        tree: {
          'report.sarif': aReport([
            aResult({ uri: 'a.py', ...print('constant-everywhere') }),
            aResult({ uri: 'b.py', message: 'Another one', ...print('constant-everywhere') }),
          ]),
        },
      },
      { tree: { 'report.sarif': aReport([aResult({ uri: 'a.py', ...print('constant-everywhere') })]) } },
    ],
    after: { open: 1, archived: 1, outcome: 'imported', said: { new: 0, unchanged: 1, fixed: 1 } },
  },
  {
    event: 'the checkout is gone: the step runs in a job of its own',
    stored: 'A, B open, imported with source',
    reported: 'A, B, without source',
    runs: [FIRST, run({}, { ...tree(A, aResult({ line: 4, message: 'Another one' })), 'src/app.py': undefined })],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 2, fixed: 0 }, sameIds: true },
  },
]
