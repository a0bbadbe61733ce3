/** Builds the real collaborators, runs the action, tells the outcome. The one file that reads the environment and the clock. */
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import * as core from '@actions/core'
import { messageOf, UserError } from './errors.js'
import { type Inputs, readInputs } from './inputs.js'
import { run } from './main.js'
import { createGitHubStep } from './output/github-step.js'
import { publish } from './output/publish.js'
import { toRunReport } from './output/run-report.js'
import { readEvent, readRunContext } from './read-run-context.js'
import type { RunContext } from './run-context.js'
import type { RunResult } from './run-result.js'
import { defaultBranchOf } from './steps/default-branch.js'
import { outputFolder, writeJsonFile } from './steps/files.js'
import { openConnection, placeholderTarget } from './steps/open-connection.js'
import { failedResult } from './steps/progress.js'
import { rootsOf } from './steps/roots.js'

const { env } = process
const cancelled = new AbortController()
// The runner sends SIGINT, then SIGTERM, when a job is cancelled: actions/runner, src/Runner.Sdk/ProcessInvoker.cs.
process.once('SIGINT', () => cancelled.abort())
process.once('SIGTERM', () => cancelled.abort())

await main()

async function main(): Promise<void> {
  const step = createGitHubStep()
  try {
    const context = await readContext()
    const inputs = readCheckedInputs()
    const folder = outputFolder(inputs instanceof UserError ? undefined : inputs.outputDirectory, context.workspace, context.tempDirectory)
    const result =
      inputs instanceof UserError ? failedResult(inputs, placeholderTarget({}), context) : await runAction(inputs, context, folder)
    await publish(withReport(result, folder), step, { summary: inputs instanceof UserError || inputs.summary })
  } catch (error) {
    // Nothing above is meant to throw: this is the net under a mistake of ours.
    step.setFailed(`INTERNAL: ${messageOf(error)}`)
  }
}

function readContext(): Promise<RunContext> {
  return readRunContext({
    environment: env,
    event: readEvent(env['GITHUB_EVENT_PATH']),
    lookUpDefaultBranch: () =>
      defaultBranchOf({ repository: env['GITHUB_REPOSITORY'], token: core.getInput('token'), apiUrl: env['GITHUB_API_URL'] }),
    currentDirectory: process.cwd(),
    temporaryDirectory: tmpdir(),
  })
}

function readCheckedInputs(): Inputs | UserError {
  try {
    return readInputs((name) => core.getInput(name), env)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

function runAction(inputs: Inputs, context: RunContext, folder: string): Promise<RunResult> {
  return run({
    inputs,
    context,
    roots: rootsOf(context),
    outputFolder: folder,
    placeholder: placeholderTarget(inputs),
    connect: () =>
      openConnection(inputs, {
        idTokenAvailable: Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']),
        getIdToken: (audience) => core.getIDToken(audience),
        mask: (secret) => core.setSecret(secret),
      }),
    now: () => new Date(),
    ticks: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds),
    signal: cancelled.signal,
  })
}

/** The run report is written before the outcome is told, so that its path is among the outputs. */
function withReport(result: RunResult, folder: string): RunResult {
  const report = writeJsonFile(folder, 'report.json', toRunReport(result))
  return { ...result, files: { ...result.files, report } }
}
