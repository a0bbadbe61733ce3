/** Rows of the lifecycle table: what becomes of a finding when code and report change. */
import { aReport, aResult } from '../support/sarif.js'
import { A, B, FIRST, moved, type Row, run, SOURCE, tree } from './lifecycle-row.js'

export const FINDING_ROWS: readonly Row[] = [
  {
    event: 'first run',
    stored: 'nothing',
    reported: 'A, B',
    runs: [FIRST],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 2, unchanged: 0, fixed: 0 } },
  },
  {
    event: 'the same again',
    stored: 'A, B open',
    reported: 'A, B',
    runs: [FIRST, {}],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 2, fixed: 0 }, sameIds: true },
  },
  {
    event: 'lines inserted above, re-indented, CRLF',
    stored: 'A, B open',
    reported: 'A, B, each on another line',
    runs: [
      FIRST,
      run(
        {},
        moved(
          { 'src/app.py': `# comment\n${SOURCE}`.replace(/^(?=.)/gm, '    ').replaceAll('\n', '\r\n') },
          aResult({ line: 3 }),
          aResult({ line: 5, message: 'Another one' }),
        ),
      ),
    ],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 2, fixed: 0 }, sameIds: true },
  },
  {
    event: 'the line after a finding edited',
    stored: 'A, B open',
    reported: 'A, B',
    runs: [FIRST, run({}, moved({ 'src/app.py': SOURCE.replace('print(1)', 'print(2)') }, A, B))],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 2, fixed: 0 }, sameIds: true },
  },
  {
    event: 'file renamed',
    stored: 'A, B open in `src/app.py`',
    reported: 'A, B in `lib/main.py`',
    runs: [
      FIRST,
      run(
        {},
        moved(
          { 'src/app.py': undefined, 'lib/main.py': SOURCE },
          aResult({ line: 2, uri: 'lib/main.py' }),
          aResult({ line: 4, message: 'Another one', uri: 'lib/main.py' }),
        ),
      ),
    ],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, unchanged: 2, fixed: 0 }, moved: 2, sameIds: true },
  },
  {
    event: 'file copied',
    stored: 'A open in `src/app.py`',
    reported: 'A in `src/app.py` and in `src/copy.py`',
    runs: [{ tree: tree(A) }, run({}, moved({ 'src/copy.py': SOURCE }, A, aResult({ line: 2, uri: 'src/copy.py' })))],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 1, unchanged: 1, fixed: 0 } },
  },
  {
    event: 'the first of two equal lines deleted',
    stored: 'A, A′ open on equal lines',
    reported: 'A′',
    runs: [
      {
        tree: { 'src/app.py': 'one()\ndb.run(x)\ntwo()\nthree()\ndb.run(x)\nfour()\n', 'report.sarif': aReport([A, aResult({ line: 5 })]) },
      },
      run({}, moved({ 'src/app.py': 'one()\ntwo()\nthree()\ndb.run(x)\nfour()\n' }, aResult({ line: 4 }))),
    ],
    after: { open: 1, archived: 1, outcome: 'imported', said: { new: 0, unchanged: 1, fixed: 1 } },
  },
  {
    event: 'a result twice in the report',
    stored: 'nothing',
    reported: 'A, A',
    runs: [{ tree: tree(A, A) }],
    after: { open: 1, archived: 0, outcome: 'imported', said: { new: 1, duplicate: 1 } },
  },
  {
    event: 'one fixed',
    stored: 'A, B open',
    reported: 'A',
    runs: [FIRST, run({})],
    after: { open: 1, archived: 1, outcome: 'imported', said: { unchanged: 1, fixed: 1 } },
  },
  {
    event: 'all fixed: a clean scan',
    stored: 'A, B open',
    reported: 'no results',
    runs: [FIRST, run({}, { 'report.sarif': aReport([]) })],
    after: { open: 0, archived: 2, outcome: 'imported', said: { fixed: 2 } },
  },
  {
    event: 'fixed ones come back',
    stored: 'A, B archived',
    reported: 'A, B',
    runs: [FIRST, run({}, { 'report.sarif': aReport([]) }), run({}, tree(A, B))],
    after: { open: 2, archived: 0, outcome: 'imported', said: { new: 0, reopened: 2 }, sameIds: true },
  },
  {
    event: 'one suppressed in the source',
    stored: 'A, B open',
    reported: 'A, B suppressed',
    runs: [FIRST, run({}, tree(A, { ...B, suppressions: [{ kind: 'inSource' }] }))],
    after: { open: 1, archived: 1, outcome: 'imported', said: { unchanged: 1, suppressed: 1 } },
  },
  {
    event: 'one suppressed by an analyst in Security Hub',
    stored: 'A open, B open and SUPPRESSED',
    reported: 'A, B',
    runs: [
      FIRST,
      run(
        {
          prepare: ({ hub, active }) => {
            const [, second] = active()
            hub.update([second?.Id ?? ''], { Workflow: { Status: 'SUPPRESSED' } })
          },
        },
        tree(A, B),
      ),
    ],
    after: { open: 2, archived: 0, outcome: 'imported', said: { unchanged: 2, dismissed: 1 }, sameIds: true },
  },
]
