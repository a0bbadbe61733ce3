/** What must hold of every run of the action, whatever happened to it. */
import { existsSync, readFileSync } from 'node:fs'
import { expect } from '@jest/globals'
import { ERROR_CODES } from '../../src/errors.js'
import { OUTPUT_NAMES } from '../../src/output/outputs.js'
import type { ActionRun } from './run-action.js'
import { type RunnerCommand, type RunnerView, readByRunner } from './runner-commands.js'
import { type RunReportJson, reportOf } from './scenario.js'

/** All that the action ever asks of the runner. */
const MEANT = new Set(['add-mask', 'debug', 'group', 'endgroup', 'error', 'warning', 'notice'])

/** Checks that every output is there, that the report adds up and that the runner was asked for nothing unusual. */
export function expectSound(run: ActionRun): RunReportJson {
  expect(Object.keys(run.outputs).sort()).toEqual([...OUTPUT_NAMES].sort())
  const report = reportOf(run)
  expectBalanced(report)
  expect(run.outputs['outcome']).toBe(report.outcome)
  expect(strangeCommands(readByRunner(run.log))).toEqual([])
  expect(run.exitCode).toBe(stepErrors(run).length > 0 ? 1 : 0)
  return report
}

/** Every result is accounted for, and every open finding was imported, failed or need not be sent. */
function expectBalanced({ accounting, outcome, import: sent, reports }: RunReportJson): void {
  const { results, findings, ...left } = accounting
  expect(Object.values(left).reduce((sum, number) => sum + number, findings ?? 0)).toBe(results)
  expect(reports.reduce((sum, report) => sum + Number(report['results']), 0)).toBe(results)
  if (outcome === 'imported' || outcome === 'partial' || outcome === 'failed') {
    // Findings that could not be archived have failed too.
    expect(Number(sent['imported']) + Number(sent['notSent']) + Number(sent['failed'])).toBeGreaterThanOrEqual(Number(findings))
  }
}

function strangeCommands({ commands }: RunnerView): RunnerCommand[] {
  return commands.filter(({ version, name }) => version === 1 || !MEANT.has(name))
}

/** The error that the step failed with: the last thing that it says. `''` when it did not fail. */
export function stepErrors(run: ActionRun): string {
  const last = readByRunner(run.log).commands.at(-1)
  const failed = last?.name === 'error' && ERROR_CODES.some((code) => last.data.startsWith(`${code}: `))
  return failed ? last.data : ''
}

/** Everything that left the process: the log, the summary, the outputs and the files that they name. */
export function everythingWritten(run: ActionRun): string {
  const files = Object.values(run.outputs).filter((value) => value.startsWith('/') && existsSync(value))
  return [run.log, run.summary, JSON.stringify(run.outputs), ...files.map((file) => readFileSync(file, 'utf8'))].join('\n')
}
