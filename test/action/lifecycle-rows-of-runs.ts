/** Rows of the lifecycle table: what a run must not conclude, and which runs conclude nothing. */
import { aLog, aReport, aResult, aRun } from '../support/sarif.js'
import {
  A,
  B,
  deletion,
  FAILED_SCAN,
  FIRST,
  inRun,
  kept,
  leftOpen,
  NO_CREDENTIALS,
  ONE_LEFT,
  onRelease,
  PARTLY_SCANNED,
  pullRequest,
  type Row,
  run,
  tree,
} from './lifecycle-row.js'

export const GUARD_ROWS: readonly Row[] = [
  {
    event: 'the scan failed (`executionSuccessful: false`)',
    stored: 'A, B open',
    reported: 'A',
    runs: [FIRST, run({}, { 'report.sarif': aReport([A], FAILED_SCAN) })],
    after: leftOpen('incomplete-report'),
  },
  {
    event: 'the tool reported an error',
    stored: 'A, B open',
    reported: 'A, and a notification of level `error`',
    runs: [
      FIRST,
      run(
        {},
        {
          'report.sarif': aReport([A], {
            more: {
              invocations: [{ executionSuccessful: true, toolExecutionNotifications: [{ level: 'error', message: { text: 'x' } }] }],
            },
          }),
        },
      ),
    ],
    after: leftOpen('incomplete-report'),
  },
  {
    event: 'the tool could not read a file in full',
    stored: 'A, B open',
    reported: 'A, and a warning about the file',
    runs: [FIRST, run({}, { 'report.sarif': aReport([A], PARTLY_SCANNED) })],
    after: leftOpen('file-partly-scanned'),
  },
  {
    event: 'the tool lists a package as one that it could not audit',
    stored: 'a vulnerability each of two packages open',
    reported: 'one of the packages as skipped, nothing of the other',
    runs: [
      run({}, { 'report.sarif': aPipAudit(aVulnerable('harbour-kit'), aVulnerable('pier.tools')) }),
      run(
        {},
        { 'report.sarif': aPipAudit({ name: 'pier-tools', skip_reason: 'not found' }, { ...aVulnerable('harbour-kit'), vulns: [] }) },
      ),
    ],
    after: { open: 1, archived: 1, outcome: 'imported', said: { fixed: 1 }, kept: kept('package-partly-scanned', 1) },
  },
  {
    event: 'the tool could not tell of one this time (kind `open` or `review`)',
    stored: 'A, B open',
    reported: 'A, and B’s rule at its place as something to be reviewed',
    runs: [
      FIRST,
      run({}, { 'report.sarif': aReport([A, { ...aResult({ line: 4, message: 'Look at this' }), kind: 'review', level: 'none' }]) }),
    ],
    after: leftOpen('not-evaluated'),
  },
  {
    event: '`results` missing or `null`',
    stored: 'A, B open',
    reported: 'a run without results',
    runs: [FIRST, run({}, { 'report.sarif': aReport(null) })],
    after: { open: 2, archived: 0, outcome: 'imported', said: { unchanged: 0, fixed: 0 }, kept: kept('incomplete-report', 2) },
  },
  {
    event: 'another report of the run cannot be read',
    stored: 'A, B open',
    reported: 'A, and a broken file',
    runs: [FIRST, run({ inputs: { reports: 'report.sarif\nbroken.sarif' } }, { ...ONE_LEFT, 'broken.sarif': '{' })],
    after: { ...leftOpen('unreadable-report'), outcome: 'partial' },
  },
  {
    event: '`securityhub:GetFindings` is missing',
    stored: 'A, B open',
    reported: 'A',
    runs: [FIRST, run({ prepare: ({ hub }) => hub.deny('securityhub:GetFindings') })],
    after: { ...leftOpen('lookup-not-allowed', { fixed: 0 }), kept: kept('lookup-not-allowed', 0) },
  },
  {
    event: 'an import of the analysis was refused',
    stored: 'A, B open',
    reported: 'A, which Security Hub refuses',
    runs: [
      FIRST,
      run({
        prepare: ({ hub }) =>
          hub.fault({ kind: 'refuse-finding-if', predicate: () => true, times: 1, code: 'InvalidInput', message: 'no' }),
      }),
    ],
    after: { ...leftOpen('import-failed'), outcome: 'failed' },
  },
  {
    event: '`archive-fixed: false`',
    stored: 'A, B open',
    reported: 'A',
    runs: [FIRST, run({ inputs: { 'archive-fixed': 'false' } })],
    after: leftOpen('archive-fixed-off'),
  },
  {
    event: 'one now below `minimum-severity`',
    stored: 'A, B open',
    reported: 'A, B as a note',
    runs: [FIRST, run({ inputs: { 'minimum-severity': 'medium' } }, tree(A, aResult({ line: 4, message: 'Another one', level: 'note' })))],
    after: leftOpen('below-minimum'),
  },
  {
    event: 'another job of the same run reported the other part',
    stored: 'B open, written by this run',
    reported: 'A',
    runs: [
      { tree: tree(B), ...inRun({ GITHUB_RUN_ID: '5000', GITHUB_JOB: 'two' }) },
      run(inRun({ GITHUB_RUN_ID: '5000', GITHUB_JOB: 'one' })),
    ],
    after: leftOpen('same-run', { new: 1, fixed: 0 }),
  },
  {
    event: 'another job of the workflow reported the other part before',
    stored: 'B open, written by job `two` in the run before',
    reported: 'A, by job `one`',
    runs: [{ tree: tree(B), ...inRun({ GITHUB_JOB: 'two' }) }, run(inRun({ GITHUB_JOB: 'one' }))],
    after: leftOpen('another-job', { new: 1, fixed: 0 }),
  },
  {
    event: 'a newer run has reported already',
    stored: 'A, B open, written by run 9',
    reported: 'A, by run 8',
    runs: [{ ...FIRST, ...inRun({ GITHUB_RUN_NUMBER: '9' }) }, run(inRun({ GITHUB_RUN_NUMBER: '8' }))],
    after: { ...leftOpen('superseded', {}), outcome: 'superseded' },
  },
  {
    event: 'the same with `import: always`',
    stored: 'A, B open, written by run 9',
    reported: 'A, by run 8',
    runs: [{ ...FIRST, ...inRun({ GITHUB_RUN_NUMBER: '9' }) }, run({ ...inRun({ GITHUB_RUN_NUMBER: '8' }), inputs: { import: 'always' } })],
    after: leftOpen('superseded'),
  },
  {
    event: 'an old run is run again',
    stored: 'A open, B archived, written by run 9',
    reported: 'A, B, by attempt 2 of run 8',
    runs: [
      { ...FIRST, ...inRun({ GITHUB_RUN_NUMBER: '8' }) },
      run(inRun({ GITHUB_RUN_NUMBER: '9' })),
      run(inRun({ GITHUB_RUN_NUMBER: '8', GITHUB_RUN_ATTEMPT: '2' }), tree(A, B)),
    ],
    after: { open: 1, archived: 1, outcome: 'superseded', said: {} },
  },
  {
    event: 'push to another branch',
    stored: 'A, B open on the default branch',
    reported: 'A, on `feature`',
    runs: [FIRST, run(inRun({ GITHUB_REF: 'refs/heads/feature' }))],
    after: { open: 2, archived: 0, outcome: 'compared', said: { unchanged: 1, fixed: 1 } },
  },
  {
    event: 'push to a branch that `branches` names',
    stored: 'A, B open on the default branch',
    reported: 'A, on `release/1`',
    runs: [FIRST, run(onRelease())],
    after: { open: 3, archived: 0, outcome: 'imported', said: { new: 1, fixed: 0 } },
  },
  {
    event: 'one fixed on a branch that `branches` names',
    stored: 'A, B open on the default branch and on `release/1`',
    reported: 'A, on `release/1`',
    runs: [FIRST, { ...FIRST, ...onRelease() }, run(onRelease())],
    after: { open: 3, archived: 1, outcome: 'imported', said: { unchanged: 1, fixed: 1 } },
  },
  {
    event: 'push to another branch with `import: always`',
    stored: 'A, B open on the default branch',
    reported: 'A, on `feature`',
    runs: [FIRST, run({ ...inRun({ GITHUB_REF: 'refs/heads/feature' }), inputs: { import: 'always' } })],
    after: { open: 3, archived: 0, outcome: 'imported', said: { new: 1, fixed: 0 } },
  },
  {
    event: 'a branch was deleted',
    stored: 'A, B open on the default branch and on `release/1`',
    reported: 'A, which is not read',
    runs: [FIRST, { ...FIRST, ...onRelease() }, run(deletion('release/1'))],
    after: { open: 2, archived: 2, outcome: 'imported', said: { fixed: 2 } },
  },
  {
    event: 'a branch was deleted, and pushed again before that run began',
    stored: 'A, B open on `release/1`, A written by run 9 again',
    reported: 'A, which is not read, by run 8',
    runs: [
      { ...FIRST, ...onRelease({ GITHUB_RUN_NUMBER: '7' }) },
      { ...run(onRelease({ GITHUB_RUN_NUMBER: '9' })), inputs: { branches: 'release/**', 'archive-fixed': 'false' } },
      run(deletion('release/1', { GITHUB_RUN_NUMBER: '8' })),
    ],
    after: { open: 2, archived: 0, outcome: 'superseded', said: { fixed: 0 }, kept: kept('superseded', 2) },
  },
  {
    event: 'a branch was deleted, with `archive-fixed: false`',
    stored: 'A, B open on `release/1`',
    reported: 'A, which is not read',
    runs: [{ ...FIRST, ...onRelease() }, run({ ...deletion('release/1'), inputs: { 'archive-fixed': 'false' } })],
    after: { open: 2, archived: 0, outcome: 'imported', said: { fixed: 0 }, kept: kept('archive-fixed-off', 2) },
  },
  {
    event: 'a deleted branch comes back',
    stored: 'A, B of `release/1` archived as it was deleted',
    reported: 'A, on `release/1`',
    runs: [{ ...FIRST, ...onRelease() }, run(deletion('release/1')), run(onRelease())],
    after: { open: 1, archived: 1, outcome: 'imported', said: { reopened: 1, fixed: 0 } },
  },
  {
    event: 'tag',
    stored: 'A, B open on the default branch',
    reported: 'A, on `v1`',
    runs: [FIRST, run(inRun({ GITHUB_REF: 'refs/tags/v1' }))],
    after: { open: 2, archived: 0, outcome: 'compared', said: { unchanged: 1, fixed: 1 } },
  },
  {
    event: 'tag with `import: always`',
    stored: 'A, B open for tag `v1`',
    reported: 'A, on `v1` again',
    runs: [
      { ...FIRST, ...inRun({ GITHUB_REF: 'refs/tags/v1' }), inputs: { import: 'always' } },
      run({ ...inRun({ GITHUB_REF: 'refs/tags/v1' }), inputs: { import: 'always' } }),
    ],
    after: leftOpen('not-a-branch-push'),
  },
  {
    event: 'another tool, category or repository',
    stored: 'A, B open by `Scanner`',
    reported: 'nothing by `Scanner 2`; then nothing in category `nightly`; then A in another repository',
    runs: [
      FIRST,
      run({}, { 'report.sarif': aLog(aRun([], { tool: 'Scanner 2' })) }),
      run({ inputs: { category: 'nightly' } }, { 'report.sarif': aReport([]) }),
      run(inRun({ GITHUB_REPOSITORY_ID: '9' })),
    ],
    after: { open: 3, archived: 0, outcome: 'imported', said: { new: 1, fixed: 0 } },
  },
  {
    event: 'pull request',
    stored: 'A, B open on the default branch',
    reported: 'A and C',
    runs: [FIRST, run(pullRequest(), tree(A, aResult({ line: 3, ruleId: 'other', message: 'C' })))],
    after: { open: 2, archived: 0, outcome: 'compared', said: { new: 1, unchanged: 1, fixed: 1 } },
  },
  {
    event: 'pull request from a fork, or by Dependabot: no credentials',
    stored: 'A, B open on the default branch',
    reported: 'A',
    runs: [FIRST, run({ ...pullRequest('mallory/shop'), environment: { ...pullRequest().environment, ...NO_CREDENTIALS } })],
    after: { open: 2, archived: 0, outcome: 'compared', said: { fixed: 0 } },
  },
  {
    event: 'pull request with `import: always`',
    stored: 'A, B open on the default branch',
    reported: 'A',
    runs: [FIRST, run({ ...pullRequest(), inputs: { import: 'always' } })],
    after: { open: 3, archived: 0, outcome: 'imported', said: { new: 1, fixed: 0 } },
  },
  {
    event: 'dry run (`import: never`)',
    stored: 'A, B open',
    reported: 'A',
    runs: [FIRST, run({ inputs: { import: 'never' } })],
    after: { open: 2, archived: 0, outcome: 'dry-run', said: {} },
  },
]

function aPipAudit(...dependencies: readonly unknown[]): string {
  return JSON.stringify({ dependencies, fixes: [] })
}

function aVulnerable(name: string) {
  return { name, version: '1.0.0', vulns: [{ id: 'PYSEC-2031-7', fix_versions: ['1.0.1'], aliases: ['CVE-2031-70007'], description: 'x' }] }
}
