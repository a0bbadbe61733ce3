import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { isSarif, readSarif } from '../../../src/reports/sarif/read.js'
import { OPTIONS, readingsOf, readLog, readOnly } from './support.js'

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

describe('a document', () => {
  test.each([
    ['a log', true, { version: '2.1.0', runs: [] }],
    ['a log whose producer failed', true, { version: '2.1.0', runs: null }],
    ['an old log', true, { version: '1.0.0', runs: [] }],
    ['a log without a version', true, { runs: [{ tool: { driver: {} } }] }],
    ['a log of which only the schema is right', true, { $schema: SCHEMA }],
    [
      'an external property file',
      false,
      { $schema: 'https://example.com/sarif-external-property-file-schema-2.1.0.json', version: '2.1.0' },
    ],
    ['a version without runs', false, { version: '2.1.0' }],
    ['runs of something else', false, { runs: [{ id: 1 }] }],
    ['runs that are a number', false, { version: '3', runs: 4 }],
    ['an empty object', false, {}],
    ['an array', false, [{ version: '2.1.0', runs: [] }]],
    ['null', false, null],
    ['a text', false, 'sarif'],
    ['inherited names', false, { version: '2.1.0', constructor: [] }],
  ])('%s: looks like SARIF %s', (_, expected, document) => {
    expect(isSarif(document)).toBe(expected)
  })
})

function errorOf(skeleton: unknown): UserError {
  try {
    readSarif({ skeleton, results: () => undefined }, OPTIONS)
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('nothing was thrown')
}

describe('a log that cannot be read', () => {
  test.each(['2.0.0', '2.1.0-rtm.5', '1.0.0', '2.2'])('of version %s names the version and a way out', (version) => {
    const error = errorOf({ version, runs: [] })
    expect(error.code).toBe('SARIF_VERSION_UNSUPPORTED')
    expect(error.message).toContain(`"${version}"`)
    expect(error.hint).toContain('2.1.0')
  })

  test('without a version, or with one that is no text, says so', () => {
    expect(errorOf({ runs: [] })).toMatchObject({ code: 'SARIF_VERSION_UNSUPPORTED', message: expect.stringContaining('no version') })
    expect(errorOf({ version: 2.1, runs: [] }).code).toBe('SARIF_VERSION_UNSUPPORTED')
  })

  test('quotes no more than the beginning of a hostile version, on one line', () => {
    const { message } = errorOf({ version: `\n::error::${'x'.repeat(10_000)}`, runs: [] })
    expect(message.length).toBeLessThan(200)
    expect(message).not.toContain('\n')
  })

  test.each([[undefined], [{}], ['x'], [3]])('has runs that are %j', (runs) => {
    expect(errorOf({ version: '2.1.0', runs }).code).toBe('SARIF_MALFORMED')
  })

  test.each([[null], [[]], ['x']])('is %j', (document) => {
    expect(errorOf(document).code).toBe('SARIF_MALFORMED')
  })
})

describe('a log', () => {
  test('with "runs": null is one incomplete run of an unknown tool', () => {
    const [run, ...others] = readLog({ runs: null })
    expect(others).toEqual([])
    expect([...(run?.readings() ?? [])]).toEqual([])
    expect(run?.tool).toEqual({ name: 'unknown' })
    expect(run?.complete()).toBe(false)
    expect(run?.problems()).toMatchObject([{ code: 'log-failed' }])
  })

  test('without runs has none', () => {
    expect(readLog({ runs: [] })).toEqual([])
  })

  test('has every run, also one that is no run', () => {
    const runs = readLog({ runs: [null, { tool: { driver: { name: 'T' } }, results: [] }, 'x'] })
    expect(runs.map(({ tool }) => tool.name)).toEqual(['unknown', 'T', 'unknown'])
    for (const run of runs) expect([...run.readings()]).toEqual([])
    expect(runs.map((run) => run.complete())).toEqual([false, true, false])
    expect(runs[2]?.problems()).toMatchObject([{ code: 'unreadable-run', at: 'runs[2]' }])
  })
})

describe('the tool of a run', () => {
  const toolOf = (driver: object) => readOnly({ tool: { driver }, results: [] }).tool

  test('is the driver with its version and organisation', () => {
    expect(toolOf({ name: 'Scan', semanticVersion: '1.2.0', version: '1.2', organization: 'Example' })).toEqual({
      name: 'Scan',
      version: '1.2.0',
      vendor: 'Example',
    })
    expect(toolOf({ name: ' Scan ', semanticVersion: '', version: '1.2' })).toEqual({ name: 'Scan', version: '1.2' })
    expect(toolOf({ name: 'Scan', dottedQuadFileVersion: '1.2.3.4' })).toEqual({ name: 'Scan', version: '1.2.3.4' })
  })

  test('has the vendor that is known when the report does not say', () => {
    expect(toolOf({ name: 'Trivy' })).toEqual({ name: 'Trivy', vendor: 'Aqua Security' })
    expect(toolOf({ name: '🐸 JFrog SAST' })).toEqual({ name: '🐸 JFrog SAST', vendor: 'JFrog' })
    expect(toolOf({ name: 'semgrep (MegaLinter REPOSITORY_SEMGREP)' })).toMatchObject({ vendor: 'Semgrep' })
    expect(toolOf({ name: 'Trivyish' })).toEqual({ name: 'Trivyish' })
  })

  test.each([[{}], [{ name: '' }], [{ name: null }], [{ name: 7 }]])('is unknown for the driver %j', (driver) => {
    expect(toolOf(driver)).toEqual({ name: 'unknown' })
  })
})

describe('the category of a run', () => {
  test.each([
    ['my-analysis/tool1/2022-01-02', 'my-analysis/tool1'],
    ['my-analysis/tool1/', 'my-analysis/tool1'],
    ['my-analysis for tool1', undefined],
    ['/only-a-run', undefined],
    ['', undefined],
    [7, undefined],
  ])('of %j is %s', (id, category) => {
    expect(readOnly({ automationDetails: { id }, results: [] }).category).toBe(category)
  })
})

describe('the readings of a run', () => {
  test('account for every element, in order', () => {
    const results = [
      { message: { text: 'a' } },
      null,
      7,
      'x',
      [],
      {},
      { kind: 'pass' },
      { message: { text: 'b' }, suppressions: [{}] },
      { kind: 'open', message: { text: 'c' } },
    ]
    const readings = readingsOf({ tool: { driver: { name: 'T' } }, results })
    expect(readings.map(({ verdict }) => verdict)).toEqual([
      'problem',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
      'not-a-problem',
      'suppressed',
      'review',
    ])
    expect(readings.map(({ at }) => at)).toEqual(results.map((_, index) => `runs[0].results[${index}]`))
    expect(readings[1]).toMatchObject({ problem: { code: 'unreadable-result', at: 'runs[0].results[1]' } })
  })

  test('can be started again and are the same, with problems that are not counted twice', () => {
    const run = readOnly({
      tool: { driver: { name: 'T' } },
      results: [
        { ruleId: 'a', ruleIndex: 4, message: { text: 'x' } },
        { ruleId: 'b', ruleIndex: 5, level: 'info' },
      ],
    })
    const first = [...run.readings()]
    const problems = run.problems()
    expect([...run.readings()]).toEqual(first)
    expect(run.problems()).toEqual(problems)
    expect(problems).toEqual([
      { code: 'rule-index-out-of-range', at: 'runs[0].results[0]', message: expect.stringMatching(/^2 results/) },
      { code: 'invalid-level', at: 'runs[0].results[1]', message: expect.stringMatching(/^A result/) },
    ])
  })

  test('do not lose what is known of a full reading to one that is broken off', () => {
    const run = readOnly({ tool: { driver: { name: 'T' } }, results: [{ ruleId: 'a' }, { ruleId: 'b', kind: 'bogus' }] })
    expect([...run.readings()]).toHaveLength(2)
    for (const _ of run.readings()) break
    expect(run.complete()).toBe(true)
    expect(run.problems()).toMatchObject([{ code: 'invalid-kind' }])
  })

  test('share one rule object among the results of a rule', () => {
    const [first, second] = readingsOf({
      tool: { driver: { name: 'T', rules: [{ id: 'R' }] } },
      results: [{ ruleId: 'R' }, { ruleIndex: 0 }],
    })
    expect(first && 'finding' in first && first.finding.rule).toBe(second && 'finding' in second && second.finding.rule)
  })

  test('note a level beside the kind pass', () => {
    const run = readOnly({ tool: { driver: { name: 'T' } }, results: [{ kind: 'pass', level: 'error' }] })
    expect([...run.readings()]).toMatchObject([{ verdict: 'not-a-problem' }])
    expect(run.problems()).toMatchObject([{ code: 'invalid-level' }])
  })
})
