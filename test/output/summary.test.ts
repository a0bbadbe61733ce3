import { describe, expect, test } from '@jest/globals'
import { renderSummary, SUMMARY_LIMIT_BYTES } from '../../src/output/summary.js'
import { type FindingView, KEPT_REASONS, OUTCOMES, type RunResult } from '../../src/run-result.js'
import { elementsOf, render } from '../support/github-markdown.js'
import { HOSTILE, randomHostile } from '../support/hostile.js'
import {
  accountingOf,
  aReport,
  aReportSaying,
  aResult,
  aResultOf,
  aView,
  fixedProblems,
  lifecycleOf,
  manyViews,
  someUpgrades,
} from '../support/run-results.js'

const UNKNOWN = { known: false, new: 0, reopened: 0, unchanged: 0, unchangedSent: 0, moved: 0, dismissed: 0, fixed: 0, kept: [] }

function textOf(result: RunResult): string {
  return render(renderSummary(result)).text
}

describe('the headline', () => {
  test.each<[string, RunResult, string?]>([
    ['no new findings and 2 open', aResultOf(manyViews(2, { state: 'unchanged' }))],
    ['2 new findings and 2 open', aResultOf(manyViews(2))],
    ['1 new finding, 1 reopened, 3 fixed and 2 open', withFixed(aResultOf([aView(), aView({ state: 'reopened' })]), 3)],
    ['no open findings', aResult()],
    ['no open findings, 3 fixed', withFixed(aResult(), 3)],
    ['2 open findings', aResultOf(manyViews(2, { state: 'unknown' }))],
    ['1 finding could not be imported', aResultOf(manyViews(2), { outcome: 'partial', import: counts(1, 1) })],
    ['imported in part', aResultOf(manyViews(2), { outcome: 'partial' })],
    ['nothing was imported', aResultOf(manyViews(2), { outcome: 'failed', import: counts(0, 2) })],
    ['2 new findings in this change', aResultOf(manyViews(2), { outcome: 'compared' })],
    ['2 new findings and 1 fixed in this change', withFixed(aResultOf(manyViews(2), { outcome: 'compared' }), 1)],
    ['no new findings in this change', aResult({ outcome: 'compared' })],
    ['2 findings, not compared', aResultOf(manyViews(2, { state: 'unknown' }), { outcome: 'compared' })],
    ['dry run, 2 findings', aResultOf(manyViews(2, { state: 'unknown' }), { outcome: 'dry-run', dryRun: true })],
    ['superseded by a newer run', aResultOf(manyViews(2), { outcome: 'superseded' }), '⚠️'],
    ['no report found', aResult({ outcome: 'nothing' }), '⚠️'],
    ['no open findings', aResult({ warnings: ['x'] }), '⚠️'],
    ['nothing was imported', aResult({ outcome: 'failed', errors: [{ code: 'INTERNAL', message: 'x' }] }), '❌'],
    ['2 new findings and 2 open, 1 trips `fail-on: high`', trippedOf(manyViews(2)), '❌'],
    ['3 findings of a deleted branch archived', withFixed(aResult({ deletedBranch: 'rel' }), 3)],
    ['0 findings of a deleted branch archived', aResult({ deletedBranch: 'rel' })],
    ['2 findings of a deleted branch could not be archived', aResult({ deletedBranch: 'rel', outcome: 'partial', import: counts(0, 2) })],
    ['a deleted branch archived in part', aResult({ deletedBranch: 'rel', outcome: 'partial' })],
    ['nothing was archived', aResult({ deletedBranch: 'rel', outcome: 'failed' })],
    ['dry run, nothing archived', aResult({ deletedBranch: 'rel', outcome: 'dry-run', dryRun: true })],
  ])('is "%s"', (headline, result, status = '✅') => {
    expect(renderSummary(result).split('\n')[0]).toBe(`## ${status} Security Hub: ${headline}`)
  })

  test('is followed by where to look and what was scanned', () => {
    const shown = render(renderSummary(aResultOf([aView()])))
    expect(elementsOf(shown, 'a')[0]).toMatch(/^a href="https:\/\/us-east-1\.console\.aws\.amazon\.com\/securityhub\//)
    expect(shown.text).toContain('+1 new — branch main · commit 3f2a8c1 · Security Hub\n')
  })

  test('names a deleted branch without a commit, lists what was archived of it, and compares nothing', () => {
    const fixed = [{ severity: 'HIGH', title: 'Old', suppressed: false }] as const
    const { text } = render(renderSummary(withFixed(aResult({ deletedBranch: 'rel/`1`', fixed }), 1)))
    expect(text).toContain('branch rel/`1` · Security Hub\n')
    expect(text).toContain('1 finding of the deleted branch was archived in Security Hub')
    expect(text).toContain('Archived (1)')
    expect(text).not.toContain('+0 new')
  })

  test('a dry run links to no finding in Security Hub', () => {
    expect(renderSummary(aResultOf(manyViews(300), { outcome: 'dry-run', dryRun: true }))).not.toContain('console.aws.amazon.com')
  })
})

describe('what went wrong', () => {
  const errors: RunResult['errors'] = [
    {
      code: 'IMPORT_NOT_ALLOWED',
      message: 'The role may not import.',
      hint: 'Allow `securityhub:BatchImportFindings`:\n{\n  "Effect": "Allow"\n}',
    },
    { code: 'REPORT_NOT_JSON', message: '`a.sarif` is not JSON.' },
  ]

  test('comes first, with its code and what to do about it, ready to copy', () => {
    const shown = render(renderSummary(aResultOf(manyViews(2), { outcome: 'failed', errors })))
    expect(shown.text).toContain(
      'What went wrong\nIMPORT_NOT_ALLOWED: The role may not import.\nWhat to do: Allow securityhub:BatchImportFindings:\n{\n  "Effect": "Allow"\n}',
    )
    expect(shown.text).toContain('REPORT_NOT_JSON: a.sarif is not JSON.')
    expect(shown.text.indexOf('What went wrong')).toBeLessThan(shown.text.indexOf('New, by file'))
  })

  test('sentences stay sentences, lists lists, and only what is to be copied is shown as it is', () => {
    const hint = [
      'Check that',
      '- the role exists;',
      '- its trust policy allows `sts:AssumeRoleWithWebIdentity`.',
      'Add to the job:',
      'permissions:',
      '  id-token: write',
      'Then a step before this one:',
      '- uses: aws-actions/configure-aws-credentials@v6',
      '  with:',
      '    aws-region: us-east-1',
      'or',
      'aws securityhub enable-security-hub --region us-east-1',
    ].join('\n')
    const markdown = renderSummary(aResult({ outcome: 'failed', errors: [{ code: 'ROLE_NOT_ASSUMED', message: 'x', hint }] }))
    expect(markdown).toContain(
      [
        '<strong>What to do:</strong> Check that',
        '- the role exists;\n- its trust policy allows `sts:AssumeRoleWithWebIdentity`.',
        'Add to the job:',
        '<pre>permissions:\n  id-token: write</pre>',
        'Then a step before this one:',
        '<pre>- uses: aws-actions/configure-aws-credentials@v6\n  with:\n    aws-region: us-east-1</pre>',
        'or',
        '<pre>aws securityhub enable-security-hub --region us-east-1</pre>',
      ].join('\n\n'),
    )
  })

  test('is bounded and says how much more there is', () => {
    const many = Array.from({ length: 80 }, () => ({ code: 'REPORT_UNREADABLE' as const, message: 'x' }))
    expect(textOf(aResult({ errors: many }))).toContain('30 more errors: see the log of this step.')
  })

  test('is not there when nothing did', () => {
    expect(textOf(aResultOf(manyViews(2)))).not.toContain('went wrong')
  })
})

describe('the counts', () => {
  test('are what is new, fixed and open, by severity, with a sum', () => {
    const views = [aView(), aView({ severity: 'CRITICAL' }), aView({ severity: 'LOW', state: 'unchanged' })]
    const text = renderSummary(withFixed(aResultOf(views), 4))
    expect(text).toContain('|  | 🟥\u00a0Critical | 🟧\u00a0High | 🟨\u00a0Medium | 🟦\u00a0Low | ⬜\u00a0Info | All |')
    expect(text).toContain('| <strong>New</strong> | +1 | +1 |  |  |  | +2 |')
    expect(text).toContain('| Fixed |  | −4 |  |  |  | −4 |')
    expect(text).toContain('| Open | 1 | 1 |  | 1 |  | 3 |')
  })

  test('of a change have the debt of the default branch last', () => {
    const baseSeverityCounts = { CRITICAL: 8, HIGH: 21, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 }
    const text = renderSummary(withFixed(aResultOf([aView()], { outcome: 'compared', baseSeverityCounts }), 2))
    expect(text.split('\n').filter((line) => /^\| (?:<strong>New|Fixed|Open)/.test(line))).toEqual([
      '| <strong>New in this change</strong> |  | +1 |  |  |  | +1 |',
      '| Fixed by it |  | −2 |  |  |  | −2 |',
      '| Open on the default branch | 8 | 21 |  |  |  | 29 |',
    ])
    expect(text).toContain('against the default branch')
  })

  test('have what is new and what came back in one row that says so', () => {
    const text = renderSummary(aResultOf([aView(), aView({ state: 'reopened' })]))
    expect(text).toContain('| <strong>New and reopened</strong> |  | +2 |  |  |  | +2 |')
  })

  test('are by tool where there are several, folded', () => {
    const text = renderSummary(aResultOf([aView(), aView({ tool: 'Trivy', severity: 'CRITICAL' })]))
    expect(text).toContain('<details><summary>Findings by tool (2)</summary>')
    expect(text).toContain('| CodeQL |  | 1 |  |  |  | 1 |')
    expect(text).toContain('| Trivy | 1 |  |  |  |  | 1 |')
    expect(renderSummary(aResultOf([aView()]))).not.toContain('Findings by tool')
  })

  test('have a tool whose report is incomplete with what Security Hub holds of it, in plain view', () => {
    const incompleteTools = [{ tool: 'Trivy', held: { CRITICAL: 0, HIGH: 0, MEDIUM: 31, LOW: 0, INFORMATIONAL: 0 } }]
    const text = renderSummary(aResultOf([aView()], { incompleteTools }))
    expect(text).toContain('<details open><summary>Findings by tool (1)</summary>')
    expect(text).toContain('| ⚠️ Trivy: report incomplete, Security Hub holds |  |  | 31 |  |  | 31 |')
  })

  test('have each problem once, however many tools find it', () => {
    const views = [
      aView({
        id: '1',
        reporters: [
          { tool: 'CodeQL', severity: 'HIGH' },
          { tool: 'Trivy', severity: 'LOW' },
        ],
      }),
      aView({ id: '2', tool: 'Trivy', severity: 'LOW', standsBehind: true }),
    ]
    const text = renderSummary(aResultOf(views))
    expect(text).toContain('Security Hub: 1 new problem and 1 open\n')
    expect(text).toContain('| Open |  | 1 |  |  |  | 1 |')
    expect(text).toContain('| Trivy |  |  |  | 1 |  | 1 |')
    expect(text).toContain('CodeQL (high) and Trivy (low)')
    expect(text.match(/Query built/g)).toHaveLength(1)
  })

  test('tell in passing what changed, what was left open and what an analyst dismissed', () => {
    const lifecycle = { ...lifecycleOf([aView()]), moved: 2, fixed: 4, dismissed: 3, kept: [{ reason: 'same-run' as const, count: 5 }] }
    const { text } = render(renderSummary(aResultOf([aView()], { lifecycle })))
    expect(text).toContain('+1 new · −4 fixed · 2 moved · 5 not seen and left open · 3 dismissed in Security Hub — branch main')
  })

  test('say why it is not known what is new', () => {
    const lifecycle = { ...UNKNOWN, unknownBecause: 'The credentials lack `securityhub:GetFindings`.' }
    const text = textOf(aResultOf(manyViews(2, { state: 'unknown' }), { lifecycle }))
    expect(text).toContain('What is new and what is fixed is not known. The credentials lack securityhub:GetFindings.')
  })
})

describe('the findings', () => {
  test('are told by file, with line, rule, tool, message and what to do, and linked to the code and the rule', () => {
    const shown = render(renderSummary(aResultOf([aView({ remediation: 'Use query parameters.', owners: '@acme/orders' })])))
    expect(shown.text).toMatch(/src\/orders\.js · @\u200bacme\/orders\s/)
    expect(shown.text).toContain(
      '🟧 Query built from user-controlled sources · line 12 · js/sql-injection · CodeQLThis query string depends on a user-provided value.What to do: Use query parameters.',
    )
    expect(elementsOf(shown, 'a').slice(1)).toEqual([
      'a href="https://github.com/acme/shop/blob/3f2a8c1d9e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b/src/orders.js#L12"',
      'a href="https://codeql.github.com/codeql-query-help/javascript/js-sql-injection/"',
    ])
  })

  test('of one file stand together, the file with the most severe first', () => {
    const views = [
      aView({ path: 'b.js', severity: 'CRITICAL' }),
      aView({ path: 'a.js' }),
      aView({ path: 'b.js', severity: 'LOW', title: 'Least' }),
    ]
    const { text } = render(renderSummary(aResultOf(views)))
    expect(text.match(/^(?:a|b)\.js$/gm)).toEqual(['b.js', 'a.js'])
    expect(text.indexOf('Least')).toBeLessThan(text.indexOf('a.js'))
  })

  test('have a whole sentence for a title', () => {
    const message = 'Unsafe call to document.write for argument 0 (declared as parameter, at 13:0)'
    const text = textOf(aResultOf([aView({ title: 'Unsafe call to document.write for argument 0 (declared as parameter', message })]))
    expect(text).toContain(`🟧 ${message} · line 12`)
  })

  test('that an analyst dismissed are told with the note', () => {
    const note = { text: 'A test key', by: 'ana' }
    const views = [aView(), aView({ id: '2', title: 'Not ours', state: 'unchanged', dismissed: true, note })]
    const { text } = render(renderSummary(aResultOf(views)))
    expect(text).toContain('Dismissed in Security Hub (1)')
    expect(text).toMatch(/Not ours\s+src\/orders\.js:12\s+A test key · by ana/)
  })

  test('do not say twice what the title has said', () => {
    const text = textOf(aResultOf([aView({ title: 'Use of SHA1', message: 'Use of SHA1. Prefer SHA256.' })]))
    expect(text.match(/Use of SHA1/g)).toHaveLength(1)
    expect(text).toContain('Prefer SHA256.')
  })

  test('are new ones in plain view, others folded behind them', () => {
    const result = aResultOf([
      aView({ title: 'fresh', state: 'new' }),
      aView({ title: 'old', state: 'unchanged' }),
      aView({ title: 'again', state: 'reopened' }),
    ])
    const text = renderSummary(result)
    expect(text.indexOf('### New and reopened, by file')).toBeLessThan(text.indexOf('fresh'))
    expect(text.indexOf('<strong>again</strong> (reopened)')).toBeLessThan(
      text.indexOf('<details><summary>Open before, most severe first, by file (1)'),
    )
    expect(text.indexOf('<details><summary>Open before')).toBeLessThan(text.indexOf('old'))
  })

  test('are in plain view when none is new', () => {
    const text = renderSummary(aResultOf([aView({ state: 'unchanged' })]))
    expect(text).toContain('<details open><summary>Open, most severe first, by file (1)')
  })

  test('fold where there are more than twenty, or where a gate has shown the worst', () => {
    expect(renderSummary(aResultOf(manyViews(20)))).toContain('### New, by file\n')
    expect(renderSummary(aResultOf(manyViews(25)))).toContain(
      '<details><summary><strong>New, by file (25)</strong>: 5 🟥, 5 🟧, 5 🟨, 5 🟦, 5 ⬜</summary>',
    )
    expect(renderSummary(trippedOf([aView()]))).toContain('<details><summary><strong>New, by file (1)</strong>: 1 🟧</summary>')
  })

  test('of 10,000 are a selection, and every one of them is counted', () => {
    const text = renderSummary(aResultOf([...manyViews(4000), ...manyViews(6000, { state: 'unchanged' })]))
    const [fresh = '', others = ''] = text.split('Open before, most severe first, by file (6,000)')
    expect(fresh.match(/Query built/g)).toHaveLength(100)
    expect(fresh).toContain('3,900 more findings not shown here: in [Security Hub](')
    const shown = others.match(/Query built/g)?.length ?? 0
    expect(shown).toBeGreaterThan(0)
    expect(others).toContain(`${(6000 - shown).toLocaleString('en-US')} more findings not shown here`)
  })

  test('that are not among the most severe are counted', () => {
    const views = [...manyViews(200, { severity: 'CRITICAL' }), ...manyViews(50, { state: 'unchanged', severity: 'LOW' })]
    expect(renderSummary(aResultOf(views))).toContain('\n50 more findings not shown here')
  })

  test('that were fixed are listed, with those that were only suppressed', () => {
    const fixed = [
      { severity: 'HIGH' as const, title: 'Gone', path: 'a.js', suppressed: false },
      { severity: 'LOW' as const, title: 'Accepted', suppressed: true },
    ]
    const text = textOf(withFixed(aResult({ fixed }), 5))
    expect(text).toContain('Fixed (5)')
    expect(text).toContain('Gone')
    expect(text).toContain('Accepted (suppressed, not fixed)')
    expect(text).toContain('3 more in Security Hub, archived.')
  })
})

describe('a gate that tripped', () => {
  test('is told by its findings, where and whose they are and what to do, and how to dismiss one', () => {
    const view = aView({ owners: '@acme/orders', remediation: 'Use parameters.' })
    const { text } = render(renderSummary(trippedOf([view])))
    expect(text).toContain('What trips the gate')
    expect(text).toMatch(
      /High\s+Query built from user-controlled sources · CodeQL\s+src\/orders\.js:12 · @\u200bacme\/orders\s+Use parameters\. · js\/sql-injection/,
    )
    expect(text).toContain('A false positive? Set its workflow status to SUPPRESSED in Security Hub')
    expect(text).not.toContain('What went wrong')
  })

  test('beside another error leaves that one told', () => {
    const errors = [
      { code: 'GATE_FAILED', message: 'g' },
      { code: 'REPORT_NOT_JSON', message: 'r' },
    ] as const
    const text = textOf({ ...trippedOf([aView()]), errors })
    expect(text).toContain('REPORT_NOT_JSON: r')
    expect(text).not.toContain('GATE_FAILED: g')
  })

  test('by more than are named is counted', () => {
    const result = trippedOf(manyViews(20))
    const gates = { ...result.gates, count: 25, settings: ['fail-on: high'], findings: result.gates?.findings ?? [] }
    expect(textOf({ ...result, gates })).toContain('5 more: see the file that the output findings-file names.')
  })
})

describe('what was left out', () => {
  test('is each refused finding with the code and the reason', () => {
    const failures = [
      { id: 'an-id', code: 'InvalidInput', message: 'data.Title should NOT be longer', title: 'A title' },
      { id: 'another-id', code: 'InternalError', message: 'x' },
    ]
    const text = textOf(aResultOf(manyViews(3), { outcome: 'partial', import: counts(1, 2), failures }))
    expect(text).toContain('Refused or not sent (2)')
    expect(text).toMatch(/A title\s+InvalidInput\s+data\.Title should NOT be longer\s+another-id\s+InternalError/)
  })

  test('folds when it is much, and counts what is not shown', () => {
    const failures = Array.from({ length: 250 }, (_, index) => ({ id: `id-${index}`, code: 'X', message: `m ${index}` }))
    const text = renderSummary(aResultOf(manyViews(250), { outcome: 'failed', import: counts(0, 250), failures }))
    expect(text).toContain('<details><summary>Refused or not sent (250)</summary>')
    expect(text).toContain('150 more in the file that the output `failed-findings-file` names.')
  })

  test('is one line where many failed for one and the same reason', () => {
    const failures = Array.from({ length: 2000 }, (_, index) => ({
      id: `id-${index}`,
      code: 'NO_CREDENTIALS',
      message: 'none',
      title: 'A title',
    }))
    const text = textOf(aResultOf(manyViews(3), { outcome: 'failed', import: counts(0, 2000), failures }))
    expect(text).toContain('Refused or not sent (2,000)')
    expect(text).toMatch(/A title and 1,999 others\s+NO_CREDENTIALS\s+none/)
    expect(text).not.toContain('more in the file')
  })

  test.each(KEPT_REASONS)('is told when findings are kept open for %s', (reason) => {
    const lifecycle = { ...lifecycleOf([]), kept: [{ reason, count: 12 }] }
    expect(textOf(aResult({ lifecycle }))).toMatch(/left open\n\n?12 findings, because \S/)
  })

  test('is told without a number where it is not known what Security Hub holds, but only by a run that would have archived', () => {
    const lifecycle = { ...UNKNOWN, kept: [{ reason: 'lookup-not-allowed' as const, count: 0 }] }
    const views = manyViews(2, { state: 'unknown' })
    expect(textOf(aResultOf(views, { lifecycle }))).toContain('nothing was archived, because the credentials may not ask')
    expect(textOf(aResultOf(views, { lifecycle, outcome: 'compared' }))).not.toContain('archived')
    expect(textOf(aResultOf(views, { lifecycle, outcome: 'dry-run', dryRun: true }))).not.toContain('archived')
  })

  test('is the way from results to findings, adding up', () => {
    const accounting = { results: 62, notProblems: 3, suppressed: 7, belowMinimum: 4, duplicates: 6, unreadable: 1, findings: 41 }
    const text = renderSummary(aResultOf(manyViews(41), { accounting }))
    expect(text).toContain('How 62 results became 41 findings')
    const [, table = ''] = text.split('How 62 results became 41 findings')
    const numbers = [...table.matchAll(/^\| (?:<strong>)?(\d+)/gm)].map(([, number]) => Number(number))
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(62)
  })

  test('needs no table when every result is a finding', () => {
    expect(textOf(aResultOf(manyViews(3)))).not.toContain('became')
  })
})

describe('the reports', () => {
  test('fold when they are as they should be', () => {
    expect(renderSummary(aResultOf(manyViews(3)))).toContain('<details><summary>1 report read</summary>')
  })

  test('are open, with what is odd about them, when they are not', () => {
    const odd = aReport({
      complete: false,
      problems: [{ code: 'unreadable-result', message: 'The result is not an object.', at: 'runs[0].results[3]' }],
    })
    const text = renderSummary(aResult({ reports: [aReport(), odd] }))
    expect(text).toContain('<details open><summary>2 reports read</summary>')
    expect(text).toContain('| <strong>no</strong> |')
    expect(text).toContain('`runs[0].results[3]` | The result is not an object. |')
  })

  test('are bounded, as are the remarks about them', () => {
    const problems = Array.from({ length: 300 }, () => ({ code: 'invalid-level' as const, message: 'x' }))
    const text = renderSummary(aResult({ reports: Array.from({ length: 150 }, () => aReport({ problems })) }))
    expect(text).toContain('50 more reports: see the run report.')
    expect(text).toContain('45,000 remarks about the reports')
    expect(text).toContain('44,900 more: see the run report.')
  })
})

describe('every outcome', () => {
  test.each(OUTCOMES)('%s makes a summary of balanced HTML', (outcome) => {
    for (const views of [[], manyViews(250)]) {
      const markdown = renderSummary(aResultOf(views, { outcome }))
      expect(markdown.match(/<details/g)?.length ?? 0).toBe(markdown.match(/<\/details>/g)?.length ?? 0)
      const shown = render(markdown)
      expect(elementsOf(shown, 'h2')).toHaveLength(1)
      expect(shown.text).toContain('Publish to Security Hub · 1.5 s in all')
    }
  })

  test('even the run that ended before anything was known has one', () => {
    const nothing = { accountId: '', region: '', partition: '', productArn: '' }
    const repository = { name: '', id: '', branch: '', defaultBranch: false, sha: '' }
    const text = textOf(
      aResult({ outcome: 'failed', target: nothing, repository, errors: [{ code: 'INVALID_INPUT', message: 'format: expected …' }] }),
    )
    expect(text).toContain('Nothing was imported into Security Hub. Failed: INVALID_INPUT.')
  })
})

describe('the size of the summary', () => {
  /** Each of these characters takes eighteen bytes. */
  const wide = '$'.repeat(3000)
  const views = manyViews(2000, { title: wide, message: wide, remediation: wide, ruleId: wide, tool: wide })
  const failures = Array.from({ length: 300 }, () => ({ id: wide, code: wide, message: wide }))
  const reports = Array.from({ length: 300 }, () =>
    aReport({ path: wide, tool: wide, category: wide, problems: [{ code: 'encoding', message: wide, at: wide }] }),
  )
  const errors = Array.from({ length: 300 }, () => ({ code: 'INTERNAL' as const, message: wide, hint: `${wide}\n${wide}` }))
  const huge = aResultOf(views, {
    outcome: 'partial',
    failures,
    import: counts(1700, 300),
    reports,
    errors,
    notices: Array.from({ length: 300 }, () => wide),
  })

  test('never exceeds what the runner takes, however much there is to tell', () => {
    const bytes = Buffer.byteLength(renderSummary(huge))
    expect(bytes).toBeLessThanOrEqual(SUMMARY_LIMIT_BYTES)
    expect(bytes).toBeGreaterThan(SUMMARY_LIMIT_BYTES * 0.95)
  })

  test.each([60_000, 100_000, 500_000, SUMMARY_LIMIT_BYTES - 1])('keeps to %i bytes, stays whole and says what it cut', (limit) => {
    const markdown = renderSummary(huge, limit)
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit)
    expect(markdown.match(/<details/g)?.length).toBe(markdown.match(/<\/details>/g)?.length)
    expect(markdown).toMatch(/more errors: see the log/)
    expect(markdown).toMatch(/more reports: see the run report/)
    expect(markdown.endsWith('</sub>\n\n')).toBe(true)
  })

  test('of an ordinary run of 10,000 findings is far below it', () => {
    expect(Buffer.byteLength(renderSummary(aResultOf(manyViews(10_000))))).toBeLessThan(200_000)
  })
})

describe('hostile text', () => {
  /** A result in which every text that is not ours is the given one. */
  function resultSaying(text: string): RunResult {
    const view: FindingView = aView({
      title: text,
      message: text,
      tool: text,
      ruleId: text,
      remediation: text,
      path: text,
      place: text,
      originalSeverity: text,
    })
    return aResultOf([view, { ...view, state: 'unchanged' }], {
      outcome: 'partial',
      accounting: { ...accountingOf(2), results: 3, suppressed: 1 },
      lifecycle: { ...lifecycleOf([view]), fixed: 1, unknownBecause: text },
      fixed: [{ severity: 'LOW', title: text, path: text, suppressed: false }],
      gates: { count: 3, settings: ['fail-on: high'], findings: [view] },
      upgrades: someUpgrades({ list: [{ package: text, from: [text], to: text, fixes: 1, severity: 'LOW', manifest: text, image: text }] }),
      failures: [{ id: text, code: text, message: text, title: text }],
      import: counts(1, 1),
      reports: [aReportSaying(text)],
      errors: [{ code: 'INTERNAL', message: text, hint: `do ${text}\nand ${text}` }],
      notices: [`${text} x`],
      repository: { name: text, id: '1', branch: text, defaultBranch: true, sha: '3f2a8c1d' },
    })
  }

  const INTENDED = [
    /^a href="https:\/\/us-east-1\.console\.aws\.amazon\.com\//,
    /^a href="https:\/\/github\.com\/acme\/shop\/blob\//,
    /^a href="https:\/\/codeql\.github\.com\//,
  ]
  const OURS =
    /^(h2|h3|p|ul|li|strong|code|span|br|pre|sub|table|thead|tbody|tr|(th|td)( align="(left|right)")?|details( open="")?|summary)$/

  const TEXTS = [...HOSTILE, ...randomHostile(120, 42)].filter((text) => text.trim() !== '')
  const SUMMARIES = TEXTS.map((text) => ({ text, shown: render(renderSummary(resultSaying(text))) }))

  test('forms no element, link, image, comment, mention, reference or emoji of its own', () => {
    const found = SUMMARIES.map(({ text, shown: { elements, linked, comments } }) => ({
      text,
      linked,
      comments,
      foreign: elements.filter((element) => !OURS.test(element) && !INTENDED.some((link) => link.test(element))),
    }))
    expect(found.filter(({ foreign, linked, comments }) => foreign.length + linked.length + comments > 0)).toEqual([])
  })

  test('leaves every table its rows and cells', () => {
    const skeleton = (elements: readonly string[]) =>
      elements.filter((element) => /^(table|tr|t[hd]( .*)?|details.*|h\d|ul|li)$/.test(element)).join()
    const innocent = skeleton(render(renderSummary(resultSaying('innocent'))).elements)
    expect(SUMMARIES.filter(({ shown }) => skeleton(shown.elements) !== innocent).map(({ text }) => text)).toEqual([])
  })
})

function counts(imported: number, failed: number): RunResult['import'] {
  return { requests: 1, imported, notSent: 0, failed, throttled: 0, retried: 0 }
}

/** The first of them trips. */
function trippedOf(views: readonly FindingView[]): RunResult {
  const gates = { count: 1, settings: ['fail-on: high'], findings: views.slice(0, 20) }
  return aResultOf(views, { gates, errors: [{ code: 'GATE_FAILED', message: 'tripped', hint: 'h' }] })
}

function withFixed(result: RunResult, fixed: number): RunResult {
  return { ...result, lifecycle: { ...result.lifecycle, fixed }, fixedProblems: fixedProblems(fixed) }
}
