import { describe, expect, test } from '@jest/globals'
import { type Annotation, MESSAGE_CHARS, toAnnotations } from '../../src/output/annotations.js'
import { createLog } from '../../src/output/log.js'
import type { FindingView, RunResult } from '../../src/run-result.js'
import { captureOutput } from '../support/captured-output.js'
import { HOSTILE } from '../support/hostile.js'
import { aResult, aResultOf, aView, aViewWithout, manyViews } from '../support/run-results.js'
import { readByRunner } from '../support/runner-commands.js'

const NONE_ISSUED = { error: 0, warning: 0, notice: 0 }
const OPTIONS = { issued: NONE_ISSUED, summary: true }

function annotationOf(view: FindingView): Annotation {
  const [first] = toAnnotations(aResultOf([view]), OPTIONS)
  if (first === undefined) throw new Error('no annotation')
  return first
}

async function asRunnerReads(result: RunResult, options = OPTIONS) {
  const log = createLog()
  return readByRunner(
    await captureOutput(() => {
      for (const annotation of toAnnotations(result, options)) log.annotate(annotation)
    }),
  )
}

describe('an annotation', () => {
  test.each([
    ['new', /^New\. Rule: js\/sql-injection \(CodeQL\)$/m],
    ['reopened', /^Reopened\. Rule: js\/sql-injection \(CodeQL\)$/m],
    ['unknown', /^Rule: js\/sql-injection \(CodeQL\)$/m],
  ] as const)('of a finding that is %s says so', (state, expected) => {
    expect(annotationOf(aView({ state })).message).toMatch(expected)
  })

  test('names all tools that found it, with their grades where they differ, and the owner', () => {
    const reporters = [
      { tool: 'Trivy', severity: 'HIGH' },
      { tool: 'OSV-Scanner', severity: 'LOW' },
    ] as const
    const { message } = annotationOf(aView({ reporters, owners: '@acme/web' }))
    expect(message).toContain('Found by: Trivy (high) and OSV-Scanner (low)')
    expect(message).toContain('Owner: @acme/web')
  })

  test('says how severe, what, which rule, how to fix it and where to read on', () => {
    expect(annotationOf(aView({ remediation: 'Use query parameters.' }))).toEqual({
      command: 'error',
      properties: {
        title: 'High: Query built from user-controlled sources',
        file: 'src/orders.js',
        startLine: 12,
        endLine: 12,
        startColumn: 5,
        endColumn: 30,
      },
      message: [
        'This query string depends on a `user-provided value`.',
        '',
        'New. Rule: js/sql-injection (CodeQL)',
        'Fix: Use query parameters.',
        'Help: https://codeql.github.com/codeql-query-help/javascript/js-sql-injection/',
      ].join('\n'),
    })
  })

  test.each([
    ['CRITICAL', 'error'],
    ['HIGH', 'error'],
    ['MEDIUM', 'warning'],
    ['LOW', 'notice'],
    ['INFORMATIONAL', 'notice'],
  ] as const)('of a %s finding is an %s', (severity, level) => {
    expect(annotationOf(aView({ severity })).command).toBe(level)
  })

  test('names its place in words where the file is not in the checkout', () => {
    const { properties, message } = annotationOf(aView({ fileExists: false, path: 'usr/lib/libssl.so', startLine: 1 }))
    expect(properties).toEqual({ title: 'High: Query built from user-controlled sources' })
    expect(message).toContain('In: usr/lib/libssl.so:1')
  })

  test('names what is no file at all', () => {
    expect(annotationOf(aViewWithout(['path', 'startLine'], { fileExists: false, place: 'acme/shop:1.2' })).message).toContain(
      'In: acme/shop:1.2\n',
    )
  })

  test('falls back to the title, then to the rule, where the tool said nothing', () => {
    expect(annotationOf(aView({ message: ' \n ' })).message).toMatch(/^Query built/)
    expect(annotationOf(aView({ message: '', title: '' }))).toMatchObject({
      properties: { title: 'High: js/sql-injection' },
      message: expect.stringMatching(/^js\/sql-injection/),
    })
  })

  test('links no address that is not http(s)', () => {
    expect(annotationOf(aView({ helpUrl: 'javascript:alert(1)' })).message).not.toContain('Help')
  })

  test('is cut so that rule, fix and address are still there', () => {
    const { message } = annotationOf(
      aView({
        message: 'm'.repeat(9000),
        remediation: 'f'.repeat(9000),
        ruleId: 'r'.repeat(9000),
        tool: 't'.repeat(9000),
      }),
    )
    expect(message.length).toBeLessThanOrEqual(MESSAGE_CHARS)
    expect(message).toContain('m…\n')
    expect(message).toContain('Fix: f')
    expect(message).toContain('Help: https://')
  })
})

describe('the place of an annotation', () => {
  test.each<[string, Partial<FindingView>, object]>([
    [
      'a region of one line',
      { startLine: 3, endLine: 3, startColumn: 5, endColumn: 8 },
      { startLine: 3, endLine: 3, startColumn: 5, endColumn: 7 },
    ],
    [
      'an empty region',
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 1 },
      { startLine: 1, endLine: 1, startColumn: 1, endColumn: 1 },
    ],
    ['several lines', { startLine: 3, endLine: 9, startColumn: 5, endColumn: 8 }, { startLine: 3, endLine: 9 }],
    [
      'an end before the start',
      { startLine: 5, endLine: 3, startColumn: 5, endColumn: 8 },
      { startLine: 5, endLine: 5, startColumn: 5, endColumn: 7 },
    ],
  ])('for %s is what GitHub shows', async (_, region, expected) => {
    const view = aView(region)
    expect(annotationOf(view).properties).toMatchObject(expected)
    const { annotations } = await asRunnerReads(aResultOf([view]))
    const { startLine, endLine, startColumn, endColumn } = annotationOf(view).properties
    expect(annotations[0]).toMatchObject({
      line: startLine,
      endLine,
      ...(startColumn === undefined ? {} : { col: startColumn, endColumn }),
    })
    expect(annotations[0]).toHaveProperty('file', 'src/orders.js')
  })

  test('has columns only where the tool gave them', () => {
    const noColumns = annotationOf(aViewWithout(['startColumn', 'endColumn']))
    expect(noColumns.properties).not.toHaveProperty('startColumn')
    const noEnd = annotationOf(aViewWithout(['endColumn']))
    expect(noEnd.properties).toMatchObject({ startColumn: 5 })
    expect(noEnd.properties).not.toHaveProperty('endColumn')
  })

  test('is the file alone where there is no line', () => {
    expect(annotationOf(aViewWithout(['startLine'])).properties).toEqual({
      title: 'High: Query built from user-controlled sources',
      file: 'src/orders.js',
    })
  })
})

describe('more findings than the runner passes on', () => {
  test('ten errors are nine annotations, the last of which says how many more and where', async () => {
    const { annotations, dropped } = await asRunnerReads(aResultOf(manyViews(10, { severity: 'HIGH' })))
    expect(dropped).toBe(0)
    expect(annotations).toHaveLength(9)
    expect(annotations.at(-1)).toEqual({
      level: 'error',
      message: [
        '2 more findings of this level are not annotated. Where to see them:',
        'the job summary: https://github.com/acme/shop/actions/runs/42',
        `Security Hub: ${aResult().securityHubUrl}`,
        'all of them: the file that the output findings-file names',
      ].join('\n'),
    })
  })

  test('of several levels say once where the console is', async () => {
    const { annotations } = await asRunnerReads(aResultOf(manyViews(200)))
    expect(annotations.filter(({ message }) => message.includes('Security Hub: https://'))).toHaveLength(1)
    expect(annotations.filter(({ message }) => message.includes('the job summary: https://'))).toHaveLength(3)
  })

  test('nine errors all have a place', async () => {
    const { annotations } = await asRunnerReads(aResultOf(manyViews(9, { severity: 'CRITICAL' })))
    expect(annotations).toHaveLength(9)
    expect(annotations.every(({ file }) => file !== undefined)).toBe(true)
  })

  test('of 10,000, thirty minus the slot of the failure reach the page, and none is lost unsaid', async () => {
    const result = aResultOf(manyViews(10_000))
    const { annotations, dropped } = await asRunnerReads(result)
    expect(dropped).toBe(0)
    const ofLevel = (level: string) => annotations.filter((annotation) => annotation.level === level)
    expect([ofLevel('error').length, ofLevel('warning').length, ofLevel('notice').length]).toEqual([9, 10, 10])
    expect(ofLevel('error').at(-1)?.message).toContain('3,992 more findings')
    expect(ofLevel('warning').at(-1)?.message).toContain('1,991 more findings')
    expect(ofLevel('notice').at(-1)?.message).toContain('3,991 more findings')
  })

  test('points neither to a summary that is not written nor to a Security Hub that nothing was sent to', () => {
    const result = aResultOf(manyViews(50, { severity: 'LOW' }), { dryRun: true })
    const last = toAnnotations(result, { issued: NONE_ISSUED, summary: false }).at(-1)
    expect(last?.message).not.toContain('job summary')
    expect(last?.message).not.toContain('Security Hub')
    expect(last?.message).toContain('findings-file')
  })

  test('leaves the slots alone that the step has used before', () => {
    const result = aResultOf(manyViews(50, { severity: 'MEDIUM' }))
    const annotations = toAnnotations(result, { issued: { error: 0, warning: 7, notice: 0 }, summary: true })
    expect(annotations).toHaveLength(3)
    expect(annotations.at(-1)?.message).toContain('48 more findings')
    expect(toAnnotations(result, { issued: { error: 0, warning: 12, notice: 0 }, summary: true })).toEqual([])
  })
})

describe("the run's own words", () => {
  test('come before the findings of their level', () => {
    const result = aResultOf([aView({ severity: 'MEDIUM' }), aView({ severity: 'LOW' })], {
      warnings: ['A report is incomplete.'],
      notices: ['Matched by branch.'],
    })
    expect(toAnnotations(result, OPTIONS).map(({ command, message }) => [command, message.split('\n')[0]])).toEqual([
      ['warning', 'A report is incomplete.'],
      ['warning', 'This query string depends on a `user-provided value`.'],
      ['notice', 'Matched by branch.'],
      ['notice', 'This query string depends on a `user-provided value`.'],
    ])
  })

  test('never take more than half of a level from the findings', async () => {
    const texts = Array.from({ length: 40 }, (_, index) => `Notice ${index}.`)
    const { annotations, dropped } = await asRunnerReads(aResultOf(manyViews(40, { severity: 'LOW' }), { notices: texts }))
    expect(dropped).toBe(0)
    expect(annotations).toHaveLength(10)
    expect(annotations[4]?.message).toBe('36 more notices: see the job summary or the log of this step.')
    expect(annotations.at(-1)?.message).toContain('36 more findings')
  })
})

describe('hostile findings', () => {
  test.each(HOSTILE)('%j in every field is one annotation and no other command', async (text) => {
    const view = aView({ title: text, message: text, tool: text, ruleId: text, remediation: text, helpUrl: text, path: text, place: text })
    const { commands, annotations, lines, cut } = await asRunnerReads(
      aResultOf([view], { notices: [`notice: ${text}`], warnings: [`warning: ${text}`] }),
    )
    expect(commands.map(({ version, name }) => [version, name])).toEqual([
      [2, 'error'],
      [2, 'warning'],
      [2, 'notice'],
    ])
    expect(annotations[0]).toMatchObject({ file: text, line: 12, endLine: 12, col: 5, endColumn: 30 })
    expect(annotations[0]?.title).toMatch(/^High: /)
    expect(lines).toEqual([''])
    expect(cut).toBe(false)
  })
})
