/** The whole action over one report, without AWS. */
import { readInputs } from '../../src/inputs.js'
import { run } from '../../src/main.js'
import type { RunResult } from '../../src/run-result.js'
import { placeholderTarget } from '../../src/steps/connect/open-connection.js'
import { outputFolder } from '../../src/steps/output-folder.js'
import { type OnProgress, SILENT } from '../../src/steps/progress.js'
import { rootsOf } from '../../src/steps/read/roots.js'
import { dryRunContext } from './dry-run-context.js'

export interface DryRunOptions {
  /** The checkout; without it one without files. */
  readonly workspace?: string
  readonly onProgress?: OnProgress
}

/** @param report absolute path @param output existing folder for what the run writes */
export function dryRun(
  report: string,
  output: string,
  { workspace = output, onProgress = () => undefined }: DryRunOptions = {},
): Promise<RunResult> {
  const values = new Map([
    ['reports', report],
    ['import', 'never'],
  ])
  const inputs = readInputs((name) => values.get(name) ?? '', {})
  const context = { ...dryRunContext(output), workspace }
  return run({
    inputs,
    context,
    roots: rootsOf(context),
    home: output,
    outputFolder: outputFolder(output, output, output),
    placeholder: placeholderTarget(inputs),
    connect: () => Promise.reject(new Error('a dry run does not connect')),
    now: () => new Date(),
    ticks: () => performance.now(),
    sleep: () => Promise.resolve(),
    signal: new AbortController().signal,
    onProgress,
    voice: SILENT,
    cutOff: new AbortController().signal,
  })
}
