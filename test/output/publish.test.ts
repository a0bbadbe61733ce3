import { mkdtempSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createGitHubStep } from '../../src/output/github-step.js'
import { OUTPUT_NAMES, toOutputs } from '../../src/output/outputs.js'
import { publish } from '../../src/output/publish.js'
import { renderSummary } from '../../src/output/summary.js'
import { OUTCOMES, type RunResult } from '../../src/run-result.js'
import { captureOutput } from '../support/captured-output.js'
import { HOSTILE } from '../support/hostile.js'
import { aReport, aReportSaying, aResult, aResultOf, aView, manyViews } from '../support/run-results.js'
import { readByRunner } from '../support/runner-commands.js'

/** One folder for all tests: the toolkit looks up the summary's path once per process. */
const directory = mkdtempSync(join(tmpdir(), 'publish-'))
const outputFile = join(directory, 'output')
const summaryFile = join(directory, 'summary.md')

beforeEach(async () => {
  await Promise.all([writeFile(outputFile, ''), writeFile(summaryFile, '')])
  process.env['GITHUB_OUTPUT'] = outputFile
  process.env['GITHUB_STEP_SUMMARY'] = summaryFile
})

afterEach(() => {
  process.exitCode = 0
})

afterAll(async () => {
  delete process.env['GITHUB_OUTPUT']
  delete process.env['GITHUB_STEP_SUMMARY']
  await rm(directory, { recursive: true })
})

async function run(result: RunResult, { summary } = { summary: true }) {
  process.exitCode = 0
  const output = await captureOutput(() => publish(result, createGitHubStep(), { summary: summary ? renderSummary(result) : undefined }))
  return { ...readByRunner(output), exitCode: process.exitCode, outputs: readOutputs(await readFile(outputFile, 'utf8')) }
}

/** `name<<delimiter`, lines, delimiter: actions/runner, FileCommandManager.cs. */
function readOutputs(file: string): Record<string, string> {
  const blocks = file.matchAll(/^(.+?)<<(ghadelimiter_.+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...blocks].map(([, name, , value]) => [name, value]))
}

const FAILED = aResultOf(manyViews(500), {
  outcome: 'partial',
  errors: [{ code: 'FINDINGS_REJECTED', message: 'Security Hub refused 2 findings.', hint: 'See failed-findings-file.' }],
})

describe('publishing', () => {
  test.each(OUTCOMES)('%s without errors succeeds, with every output and the summary', async (outcome) => {
    const result = aResultOf(manyViews(3), { outcome })
    const { exitCode, outputs } = await run(result)
    expect(exitCode).toBe(0)
    expect(outputs).toEqual(toOutputs(result))
    expect(await readFile(summaryFile, 'utf8')).toBe(renderSummary(result))
  })

  test.each(OUTCOMES)('%s with an error fails, and still sets every output', async (outcome) => {
    const { exitCode, outputs, annotations } = await run(
      aResult({ outcome, errors: [{ code: 'REPORT_NOT_JSON', message: 'a.sarif is not JSON.' }] }),
    )
    expect(exitCode).toBe(1)
    expect(Object.keys(outputs)).toEqual([...OUTPUT_NAMES])
    expect(annotations.at(-1)).toEqual({ level: 'error', message: 'REPORT_NOT_JSON: a.sarif is not JSON.' })
  })

  test('the failure comes last and is the tenth error annotation, however many findings there are', async () => {
    const { annotations, dropped, commands } = await run(FAILED)
    expect(dropped).toBe(0)
    expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(10)
    expect(annotations.at(-1)?.message).toBe('FINDINGS_REJECTED: Security Hub refused 2 findings.\nWhat to do: See failed-findings-file.')
    expect(commands.at(-1)?.name).toBe('error')
  })

  test('the closing line is the last of the log', async () => {
    const { lines } = await run(aResultOf(manyViews(3)))
    expect(lines.filter((line) => line !== '').at(-1)).toBe('Imported 3 findings into Security Hub (us-east-1, 111122223333): 3 new.')
  })

  test('writes no summary when none is wanted', async () => {
    await run(aResultOf(manyViews(3)), { summary: false })
    expect(await readFile(summaryFile, 'utf8')).toBe('')
  })

  test('outputs that cannot be written are told, and the step fails with its errors alone', async () => {
    process.env['GITHUB_OUTPUT'] = join(directory, 'missing')
    const output = await captureOutput(() => publish(FAILED, createGitHubStep(), { summary: renderSummary(FAILED) }))
    const { annotations } = readByRunner(output)
    const warnings = annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
    expect(warnings).toContainEqual(expect.stringMatching(/outputs of this step \(GITHUB_OUTPUT\) could not be written: .*missing/))
    expect(annotations.at(-1)?.message).toMatch(/^FINDINGS_REJECTED/)
    expect(process.exitCode).toBe(1)
  })

  test('outputs that cannot be written do not fail what was imported', async () => {
    process.env['GITHUB_OUTPUT'] = join(directory, 'missing')
    await captureOutput(() => publish(aResult({ outcome: 'imported' }), createGitHubStep(), { summary: undefined }))
    expect(process.exitCode).toBe(0)
  })
})

describe('the log', () => {
  test('folds what was read, what became of it, what was refused and what went wrong', async () => {
    const result = aResultOf([aView()], {
      reports: [
        aReport({ complete: false, problems: [{ code: 'invalid-level', message: 'No level `fatal`.', at: 'runs[0].results[1]' }] }),
      ],
      accounting: { results: 3, notProblems: 0, suppressed: 2, belowMinimum: 0, duplicates: 0, unreadable: 0, findings: 1 },
      import: { requests: 1, imported: 0, notSent: 0, failed: 1, throttled: 0, retried: 0 },
      failures: [{ id: 'an-id', code: 'InvalidInput', message: 'refused' }],
      lifecycle: { ...aResult().lifecycle, kept: [{ reason: 'archive-fixed-off', count: 4 }] },
      notices: ['A notice.'],
      errors: [{ code: 'FINDINGS_REJECTED', message: 'one', hint: 'Add:\n  permissions: {}' }],
    })
    const { commands, lines } = await run(result)
    expect(commands.filter(({ name }) => name === 'group').map(({ data }) => data)).toEqual([
      '1 report',
      '3 results, 1 finding',
      '1 open finding',
      '1 finding refused or not sent',
      'Left open',
      'Worth knowing',
      'What went wrong',
    ])
    expect(commands.filter(({ name }) => name === 'endgroup')).toHaveLength(7)
    expect(lines.filter((line) => line !== '')).toEqual([
      'reports/codeql.sarif: CodeQL 2.23.1 (sarif, category /language:javascript), 1 result, incomplete',
      '  invalid-level: No level `fatal`. (runs[0].results[1])',
      "2 suppressed by the tool's user",
      'High  src/orders.js:12  Query built from user-controlled sources [js/sql-injection, CodeQL, new]',
      'InvalidInput: refused (an-id)',
      '4 findings, because `archive-fixed` is `false`',
      'A notice.',
      'FINDINGS_REJECTED: one',
      '  Add:',
      '    permissions: {}',
      'Imported 0 findings into Security Hub (us-east-1, 111122223333). Failed: FINDINGS_REJECTED.',
    ])
  })

  test('closes the group that the work has left open before it opens one of its own', async () => {
    const step = createGitHubStep()
    const output = await captureOutput(async () => {
      step.log.begin('Reading reports')
      step.log.info('a.sarif')
      step.log.begin('Importing ##[error]')
      await publish(aResultOf([aView()]), step, { summary: undefined })
    })
    const groups = readByRunner(output).commands.filter(({ name }) => name === 'group' || name === 'endgroup')
    expect(groups.slice(0, 5).map(({ name, data }) => [name, data])).toEqual([
      ['group', 'Reading reports'],
      ['endgroup', ''],
      ['group', 'Importing # #[error]'],
      ['endgroup', ''],
      ['group', '1 report'],
    ])
    expect(groups.filter(({ name }) => name === 'group')).toHaveLength(groups.length / 2)
  })

  test('says of a report that could not be read just that', async () => {
    const unread = aReport({ format: '', tool: '', toolVersion: '', category: '', results: 0, complete: false })
    const { lines } = await run(aResult({ reports: [unread] }))
    expect(lines).toContain('reports/codeql.sarif: could not be read')
  })

  test('keeps to a hundred lines of a sort, and says how many more there are', async () => {
    const failures = Array.from({ length: 1000 }, (_, index) => ({ id: `id-${index}`, code: 'X', message: `m ${index}` }))
    const { lines } = await run(aResultOf(manyViews(1000), { failures }))
    expect(lines).toContain('… and 900 more lines: see the run report')
    expect(lines.length).toBeLessThan(300)
  })

  test('a run without anything to tell has nothing but its closing line', async () => {
    const { lines, commands } = await run(aResult({ outcome: 'nothing' }))
    expect(lines.filter((line) => line !== '')).toEqual(['No report was found: nothing was imported.'])
    expect(commands).toEqual([])
  })
})

describe('hostile text', () => {
  /** What our own words are printed with. Everything else would be the scanner speaking to the runner. */
  const OURS = new Set(['group', 'endgroup', 'error', 'warning', 'notice'])

  test.each(HOSTILE)('%j reaches the log, the annotations, the outputs and the failure as text', async (text) => {
    const view = aView({ title: text, message: text, tool: text, ruleId: text, path: text, place: text, remediation: text })
    const said: RunResult = aResultOf([view], {
      reports: [aReportSaying(text)],
      failures: [{ id: text, code: text, message: text }],
      import: { requests: 1, imported: 0, notSent: 0, failed: 1, throttled: 0, retried: 0 },
      warnings: [`x ${text}`],
      notices: [`x ${text}`],
      errors: [{ code: 'INTERNAL', message: text, hint: text }],
      files: { findings: `dir/${text}`, report: `dir/${text}` },
    })
    const [innocent, hostile] = [await run(withoutText(said, text)), await run(said)]
    expect(hostile.commands.every(({ version, name }) => version === 2 && OURS.has(name))).toBe(true)
    expect(hostile.commands.map(({ name }) => name)).toEqual(innocent.commands.map(({ name }) => name))
    expect(hostile.annotations.map(({ level }) => level)).toEqual(['error', 'warning', 'notice', 'error'])
    expect(hostile.cut).toBe(false)
    expect(Object.keys(hostile.outputs)).toEqual([...OUTPUT_NAMES])
    expect(hostile.outputs['findings-file']).toBe(`dir/${text.toWellFormed()}`)
  })
})

/** The same result with an innocent word in the text's stead. */
function withoutText(result: RunResult, text: string): RunResult {
  const replaced: unknown = JSON.parse(JSON.stringify(result).replaceAll(JSON.stringify(text).slice(1, -1), 'innocent'))
  return { ...result, ...(replaced as RunResult) }
}
