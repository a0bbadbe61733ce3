/** Run results as tests need them: a plausible one, with what a test is about put over it. */
import { SEVERITIES, type Severity } from '../../src/finding.js'
import { type AnnotationMode, createHighlights } from '../../src/output/highlights.js'
import type { Accounting, FindingView, Lifecycle, ReportResult, RunResult, Upgrade, Upgrades } from '../../src/run-result.js'

export function aView(overrides: Partial<FindingView> = {}): FindingView {
  return {
    id: 'github.com/99/default/codeql//1f0c',
    severity: 'HIGH',
    originalSeverity: '8.8',
    title: 'Query built from user-controlled sources',
    message: 'This query string depends on a `user-provided value`.',
    tool: 'CodeQL',
    ruleId: 'js/sql-injection',
    helpUrl: 'https://codeql.github.com/codeql-query-help/javascript/js-sql-injection/',
    path: 'src/orders.js',
    fileExists: true,
    startLine: 12,
    endLine: 12,
    startColumn: 5,
    endColumn: 31,
    sourceUrl: 'https://github.com/acme/shop/blob/3f2a8c1d9e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b/src/orders.js#L12',
    state: 'new',
    dismissed: false,
    ...overrides,
  }
}

type Unsaid = 'path' | 'startLine' | 'endLine' | 'startColumn' | 'endColumn' | 'helpUrl' | 'sourceUrl'

/** A finding that lacks what a tool need not say. */
export function aViewWithout(unsaid: readonly Unsaid[], overrides: Partial<FindingView> = {}): FindingView {
  const view: { -readonly [Key in keyof FindingView]: FindingView[Key] } = aView(overrides)
  for (const key of unsaid) delete view[key]
  return view
}

export function aReport(overrides: Partial<ReportResult> = {}): ReportResult {
  return {
    path: 'reports/codeql.sarif',
    format: 'sarif',
    tool: 'CodeQL',
    toolVersion: '2.23.1',
    category: '/language:javascript',
    results: 1,
    complete: true,
    problems: [],
    ...overrides,
  }
}

/** Says the text wherever the report decides what is said. */
export function aReportSaying(text: string): ReportResult {
  const problems = [{ code: 'encoding', message: text, at: text }] as const
  return aReport({ path: text, tool: text, toolVersion: text, category: text, format: text, problems })
}

export function anUpgrade(overrides: Partial<Upgrade> = {}): Upgrade {
  return {
    package: 'lodash',
    manager: 'NPM',
    from: ['4.17.11'],
    to: '4.17.21',
    fixes: 1,
    severity: 'HIGH',
    manifest: 'package-lock.json',
    image: 'shop:1',
    ...overrides,
  }
}

/** Of one package, with what a test is about put over it. */
export function someUpgrades(overrides: Partial<Upgrades> = {}): Upgrades {
  return {
    list: [anUpgrade()],
    count: 1,
    covered: 1,
    withoutFix: 0,
    undecided: 0,
    packagesWithoutFix: 0,
    malware: 0,
    notLookedAt: 0,
    ...overrides,
  }
}

const EMPTY: RunResult = {
  outcome: 'imported',
  target: {
    accountId: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
    productArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
  },
  repository: { name: 'acme/shop', id: '99', branch: 'main', defaultBranch: true, sha: '3f2a8c1d9e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b' },
  reports: [],
  accounting: { results: 0, notProblems: 0, suppressed: 0, belowMinimum: 0, duplicates: 0, unreadable: 0, findings: 0 },
  severityCounts: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 },
  toolCounts: [],
  problems: createHighlights({ annotations: 'none' }).done().problems,
  dismissed: [],
  incompleteTools: [],
  fixedProblems: fixedProblems(0),
  lifecycle: { known: true, new: 0, reopened: 0, unchanged: 0, unchangedSent: 0, moved: 0, dismissed: 0, fixed: 0, kept: [] },
  import: { requests: 0, imported: 0, notSent: 0, failed: 0, throttled: 0, retried: 0 },
  failures: [],
  errors: [],
  notices: [],
  top: [],
  fresh: [],
  freshCount: 0,
  annotations: [],
  annotatable: { error: 0, warning: 0, notice: 0 },
  milliseconds: { read: 120, lookup: 340, import: 910, total: 1500 },
  files: { findings: 'out/findings.json', report: 'out/run-report.json' },
  securityHubUrl:
    'https://us-east-1.console.aws.amazon.com/securityhub/home?region=us-east-1#/findings?search=ResourceId%3D%255Coperator%255C%253AEQUALS',
  runUrl: 'https://github.com/acme/shop/actions/runs/42',
  dryRun: false,
}

/** A run without a single finding. */
export function aResult(overrides: Partial<RunResult> = {}): RunResult {
  return { ...EMPTY, fixedProblems: fixedProblems(overrides.lifecycle?.fixed ?? 0), ...overrides }
}

/** A run with these open findings, everything that follows from them filled in. */
export function aResultOf(
  views: Iterable<FindingView>,
  overrides: Partial<RunResult> = {},
  annotations: AnnotationMode = 'new',
): RunResult {
  const highlights = createHighlights({ annotations })
  const seen = [...views]
  for (const view of seen) highlights.add(view)
  return aResult({
    ...highlights.done(),
    accounting: accountingOf(seen.length),
    lifecycle: lifecycleOf(seen),
    import: { requests: Math.ceil(seen.length / 100), imported: seen.length, notSent: 0, failed: 0, throttled: 0, retried: 0 },
    reports: [aReport({ results: seen.length })],
    ...overrides,
  })
}

/** All of severity HIGH. */
export function fixedProblems(gone: number): RunResult['fixedProblems'] {
  return { gone, severityCounts: { CRITICAL: 0, HIGH: gone, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 }, stillOpen: 0 }
}

export function accountingOf(findings: number): Accounting {
  return { results: findings, notProblems: 0, suppressed: 0, belowMinimum: 0, duplicates: 0, unreadable: 0, findings }
}

export function lifecycleOf(views: readonly FindingView[]): Lifecycle {
  const inState = (state: FindingView['state']) => views.filter((view) => view.state === state).length
  return {
    known: inState('unknown') === 0,
    new: inState('new'),
    reopened: inState('reopened'),
    unchanged: inState('unchanged'),
    unchangedSent: 0,
    moved: inState('moved'),
    dismissed: views.filter((view) => view.dismissed).length,
    fixed: 0,
    kept: [],
  }
}

/** `number` findings spread over severities, files and states, always the same. */
export function manyViews(number: number, overrides: Partial<FindingView> = {}): FindingView[] {
  return Array.from({ length: number }, (_, index) =>
    aView({
      id: `github.com/99/default/codeql//${index}`,
      severity: severityAt(index),
      path: `src/part-${index % 37}/file-${index}.js`,
      startLine: 1 + (index % 400),
      endLine: 1 + (index % 400),
      ...overrides,
    }),
  )
}

function severityAt(index: number): Severity {
  return SEVERITIES[index % SEVERITIES.length] ?? 'LOW'
}
