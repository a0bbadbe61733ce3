/** Builds the real collaborators, runs the action, tells the outcome. The one file that reads the environment and the clock. */
import { homedir, tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import * as core from '@actions/core'
import { messageOf, UserError } from './errors.js'
import { type Inputs, readInputs } from './inputs.js'
import { run } from './main.js'
import { createGitHubStep } from './output/github-step.js'
import type { Log } from './output/log.js'
import { createProgressTeller } from './output/progress-teller.js'
import { publish } from './output/publish.js'
import { toRunReport } from './output/run-report.js'
import { STAGE_TITLES } from './output/stages.js'
import { renderSummary } from './output/summary.js'
import { readEvent, readRunContext } from './read-run-context.js'
import { redactText } from './redact/text.js'
import type { RunContext } from './run-context.js'
import type { RunResult } from './run-result.js'
import { type IdTokenEndpoint, requestIdToken } from './securityhub/id-token.js'
import { commentOnPullRequest } from './steps/comment/comment.js'
import { openConnection, placeholderTarget } from './steps/connect/open-connection.js'
import { customPropertiesOf, defaultBranchOf, type RepositoryQuestion } from './steps/default-branch.js'
import { writeJsonFile, writeTextFile } from './steps/files.js'
import { folderFault, type OutputFolder, outputFolder } from './steps/output-folder.js'
import type { Voice } from './steps/progress.js'
import { checkSourceRoot, findCheckout } from './steps/read/checkout.js'
import { rootsOf } from './steps/read/roots.js'
import { failedResult } from './steps/result/to-run-result.js'
import { keepYoungGenerationSmall } from './young-generation.js'

const { env } = process
/**
 * Milliseconds that requests under way are given when the job is cancelled. The runner sends SIGINT, after 7.5 seconds SIGTERM, and after
 * 2.5 more it kills: actions/runner, src/Runner.Sdk/ProcessInvoker.cs.
 */
const PATIENCE_WHEN_CANCELLED = 3000

/** Milliseconds. Without an answer a run goes on as that of any other branch. */
const PATIENCE_WITH_GITHUB = 20_000

const cancelled = new AbortController()
const cutOff = new AbortController()
process.on('SIGINT', cancel)
process.on('SIGTERM', cancel)

keepYoungGenerationSmall()
await main()
// What nobody waits for any more, a request or a pause between two, would keep the process alive.
if (cancelled.signal.aborted) process.stdout.write('', () => process.exit())

function cancel(): void {
  cancelled.abort()
  setTimeout(() => cutOff.abort(), PATIENCE_WHEN_CANCELLED).unref()
}

async function main(): Promise<void> {
  const step = createGitHubStep()
  try {
    const context = withCheckout(await readContext())
    const { inputs, folder } = prepare(context)
    const result =
      inputs instanceof UserError
        ? failedResult(inputs, placeholderTarget({}), context)
        : await withComment(await runAction(inputs, context, folder, step.log), { inputs, context }, step.log)
    const { told, summary } = withFiles(result, folder)
    await publish(told, step, { summary: inputs instanceof UserError || inputs.summary ? summary : undefined })
  } catch (error) {
    // Nothing above is meant to throw: this is the net under a mistake of ours.
    step.log.end()
    step.setFailed(`INTERNAL: ${redactText(messageOf(error))}`)
  }
}

function readContext(): Promise<RunContext> {
  return readRunContext({
    environment: env,
    event: readEvent(env['GITHUB_EVENT_PATH']),
    lookUpDefaultBranch: () => defaultBranchOf(repositoryQuestion()),
    lookUpCustomProperties: () => customPropertiesOf(repositoryQuestion()),
    currentDirectory: process.cwd(),
    temporaryDirectory: tmpdir(),
  })
}

function repositoryQuestion(): RepositoryQuestion {
  return {
    repository: env['GITHUB_REPOSITORY'],
    token: core.getInput('token'),
    apiUrl: env['GITHUB_API_URL'],
    signal: AbortSignal.any([cancelled.signal, AbortSignal.timeout(PATIENCE_WITH_GITHUB)]),
  }
}

function withCheckout(context: RunContext): RunContext {
  const checkout = findCheckout(context)
  return checkout === context.workspace ? context : { ...context, checkout }
}

/** What can be wrong before anything is done; even then there is a folder for the run report, if one can be made. */
function prepare({ workspace, checkout = workspace, tempDirectory }: RunContext): { inputs: Inputs | UserError; folder: OutputFolder } {
  try {
    const inputs = readInputs((name) => core.getInput(name), env, { checkout, folderFault: (folder) => folderFault(folder, workspace) })
    checkSourceRoot(inputs.sourceRoot, checkout)
    return { inputs, folder: outputFolder(inputs.outputDirectory, workspace, tempDirectory) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { inputs: error, folder: outputFolder(undefined, workspace, tempDirectory) }
  }
}

function runAction(inputs: Inputs, context: RunContext, folder: OutputFolder, log: Log): Promise<RunResult> {
  const debugLine = (line: string) => log.debug(redactText(line))
  const voice: Voice = {
    begin: (stage) => log.begin(STAGE_TITLES[stage]),
    say: (line) => log.info(redactText(line)),
    debug: (lines) => {
      if (core.isDebug()) for (const line of lines()) debugLine(line)
    },
  }
  return run({
    inputs,
    context,
    roots: rootsOf(context),
    home: homedir(),
    outputFolder: folder,
    placeholder: placeholderTarget(inputs),
    connect: () =>
      openConnection(inputs, {
        idTokenAvailable: Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']),
        getIdToken: (audience) => requestIdToken(idTokenEndpoint(), audience),
        mask: (secret) => core.setSecret(secret),
        sleep: (milliseconds) => sleep(milliseconds),
        ticks: () => performance.now(),
        onRetry: log.info,
        ...(core.isDebug() && { debug: debugLine }),
      }),
    voice,
    onProgress: createProgressTeller({ ticks: () => performance.now(), say: log.info }),
    now: () => new Date(),
    ticks: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds),
    signal: cancelled.signal,
    cutOff: cutOff.signal,
  })
}

function idTokenEndpoint(): IdTokenEndpoint {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken = '' } = env
  return { url, requestToken, environment: env }
}

/** The comment is written before the outcome is told, so that what becomes of it is part of that. */
async function withComment(
  result: RunResult,
  run: { readonly inputs: Inputs; readonly context: RunContext },
  { info }: Log,
): Promise<RunResult> {
  const notices = await commentOnPullRequest(result, {
    ...run,
    say: info,
    ticks: () => performance.now(),
    sleep: (milliseconds) => sleep(milliseconds, undefined, { signal: cancelled.signal }),
    signal: cancelled.signal,
  })
  return { ...result, notices: [...result.notices, ...notices] }
}

/** Run report and summary are written before the outcome is told, so that their paths are among the outputs. */
function withFiles(result: RunResult, folder: OutputFolder): { readonly told: RunResult; readonly summary: string } {
  const withWarnings = () => ({ ...result, warnings: [...(result.warnings ?? []), ...folder.warnings()] })
  const report = writeJsonFile(folder, 'report.json', toRunReport(result))
  const text = renderSummary(withWarnings())
  const summary = writeTextFile(folder, 'summary.md', text)
  const files = { ...result.files, ...(report !== undefined && { report }), ...(summary !== undefined && { summary }) }
  return { told: { ...withWarnings(), files }, summary: text }
}
