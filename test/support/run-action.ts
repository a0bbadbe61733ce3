/** Runs the committed bundle the way GitHub's runner does: a child process, inputs and context in the environment, files for outputs and summary. */
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { nodeOfTheRunner } from './node24.js'

export interface ActionRunOptions {
  /** Inputs as under `with:`. The defaults of action.yml are added, and unknown inputs passed on, as the runner does. */
  readonly inputs?: Readonly<Record<string, string>>
  /** `GITHUB_*`, `AWS_*` and the rest; wins over the defaults below. */
  readonly environment?: Readonly<Record<string, string>>
  /** The event payload. */
  readonly event?: unknown
  /** Files of the checkout by repository path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** An existing checkout instead of `files`. */
  readonly workspace?: string
  /** Called with the output so far. */
  onOutput?(text: string, kill: (signal: NodeJS.Signals) => void): void
  /** Cancels the job as the runner does, as soon as something is the case. */
  readonly cancel?: Cancel
  /** Runs it as a user to whom files can be forbidden: nothing is to root. */
  readonly ordinaryUser?: boolean
  /** Arguments for Node.js itself. */
  readonly nodeArguments?: readonly string[]
}

export interface Cancel {
  readonly signal: NodeJS.Signals
  when(): boolean
}

export interface ActionRun {
  readonly exitCode: number | null
  /** stdout and stderr as the runner sees them, in order of arrival. */
  readonly log: string
  /** From the signal to the end of the process; 0 when it was not cancelled. */
  readonly millisecondsAfterCancel: number
  readonly outputs: Readonly<Record<string, string>>
  /** The job summary, `''` when none was written. */
  readonly summary: string
  readonly workspace: string
  readonly temp: string
  /** Parsed JSON of the file that an output names. */
  json(output: string): unknown
}

/** Removes what the runs of a test file left behind. */
const leftovers: string[] = []
export function removeActionRuns(): void {
  for (const folder of leftovers.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export async function runAction(options: ActionRunOptions = {}): Promise<ActionRun> {
  const root = mkdtempSync(join(tmpdir(), 'action-run-'))
  leftovers.push(root)
  const paths = layOut(root, options)
  if (options.ordinaryUser === true) giveAway(root)
  const child = await runChild(environmentOf(options, paths), paths.workspace, options)
  const outputs = parseFileCommands(readFileSync(paths.output, 'utf8'))
  return {
    ...child,
    outputs,
    summary: readFileSync(paths.summary, 'utf8'),
    workspace: paths.workspace,
    temp: paths.temp,
    json: (name) => JSON.parse(readFileSync(outputs[name] ?? '', 'utf8')) as unknown,
  }
}

/** `nobody`, wherever there are numbers for users. */
const NOBODY = 65_534

function isRoot(): boolean {
  return process.geteuid?.() === 0
}

interface Programs {
  readonly node: string
  readonly bundle: string
}

const PROGRAMS: Programs = { node: nodeOfTheRunner(projectRoot()).path, bundle: join(projectRoot(), 'dist', 'index.js') }

/** Copies that every user may start: the project can lie in a folder that only its owner may enter. */
function programsForEverybody(): Programs {
  const folder = mkdtempSync(join(tmpdir(), 'action-programs-'))
  leftovers.push(folder)
  chmodSync(folder, 0o755)
  const node = join(folder, 'node')
  copyFileSync(PROGRAMS.node, node, constants.COPYFILE_FICLONE)
  chmodSync(node, 0o755)
  cpSync(dirname(PROGRAMS.bundle), join(folder, 'dist'), { recursive: true })
  for (const name of ['', ...readdirSync(join(folder, 'dist'))]) chmodSync(join(folder, 'dist', name), 0o755)
  return { node, bundle: join(folder, 'dist', 'index.js') }
}

function giveAway(folder: string): void {
  if (!isRoot()) return
  chownSync(folder, NOBODY, NOBODY)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) chownSync(join(folder, name), NOBODY, NOBODY)
}

interface Paths {
  readonly workspace: string
  readonly temp: string
  readonly output: string
  readonly summary: string
  readonly event: string
}

function layOut(root: string, options: ActionRunOptions): Paths {
  const paths = {
    workspace: options.workspace ?? join(root, 'work', 'shop', 'shop'),
    temp: join(root, 'temp'),
    output: join(root, 'output'),
    summary: join(root, 'summary'),
    event: join(root, 'event.json'),
  }
  mkdirSync(paths.workspace, { recursive: true })
  mkdirSync(paths.temp)
  writeFileSync(paths.output, '')
  writeFileSync(paths.summary, '')
  writeFileSync(paths.event, JSON.stringify(options.event ?? { repository: { default_branch: 'main', full_name: 'acme/shop' } }))
  for (const [path, content] of Object.entries(options.files ?? {})) {
    const file = join(paths.workspace, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return paths
}

/** Only what a runner sets: nothing of this process's environment but what a program needs to start. */
function environmentOf(options: ActionRunOptions, paths: Paths): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: paths.temp,
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_ID: '99',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.invalid',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: paths.event,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_SHA: '5f2b6c3d9e0a1b4c7d8e9f00112233445566778a',
    GITHUB_RUN_ID: '1001',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_WORKFLOW: 'Security',
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/security.yml@refs/heads/main',
    GITHUB_JOB: 'scan',
    GITHUB_ACTOR: 'octocat',
    GITHUB_WORKSPACE: paths.workspace,
    GITHUB_OUTPUT: paths.output,
    GITHUB_STEP_SUMMARY: paths.summary,
    RUNNER_TEMP: paths.temp,
    ...inputVariables(options.inputs ?? {}),
    ...options.environment,
  }
}

/** `INPUT_` and the name in upper case, hyphens kept: actions/runner, src/Runner.Worker/Handlers/Handler.cs. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const variables = Object.entries({ ...Object.fromEntries(actionInputs()), ...inputs })
  return Object.fromEntries(variables.map(([name, value]) => [`INPUT_${name.toUpperCase().replaceAll(' ', '_')}`, value]))
}

function actionInputs(): [string, string][] {
  const action = parse(readFileSync(join(projectRoot(), 'action.yml'), 'utf8')) as { inputs: Record<string, { default?: string }> }
  // The runner evaluates expressions in defaults; these two are the only ones.
  const evaluated = (text: string) => (text.startsWith('${{') ? (text.includes('matrix') ? 'null' : '') : text)
  return Object.entries(action.inputs).map(([name, input]) => [name, evaluated(input.default ?? '')])
}

/** The tests run in the root of the project, from source as well as compiled. */
export function projectRoot(): string {
  return process.cwd()
}

function runChild(
  environment: Record<string, string>,
  directory: string,
  options: ActionRunOptions,
): Promise<Pick<ActionRun, 'log' | 'exitCode' | 'millisecondsAfterCancel'>> {
  const asOther = options.ordinaryUser === true && isRoot()
  const { node, bundle } = asOther ? programsForEverybody() : PROGRAMS
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...(options.nodeArguments ?? []), bundle], {
      env: environment,
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(asOther && { uid: NOBODY, gid: NOBODY }),
    })
    const cancelled = options.cancel === undefined ? undefined : cancelWhen(options.cancel, (signal) => child.kill(signal))
    let log = ''
    const collect = (chunk: string) => {
      log += chunk
      options.onOutput?.(log, (signal) => child.kill(signal))
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ log, exitCode, millisecondsAfterCancel: cancelled?.end() ?? 0 }))
  })
}

/** Milliseconds between two looks at whether it is time to cancel. */
const LOOK_EVERY = 5

function cancelWhen({ signal, when }: Cancel, kill: (signal: NodeJS.Signals) => void): { end(): number } {
  let sentAt: number | undefined
  const timer = setInterval(() => {
    if (!when()) return
    clearInterval(timer)
    sentAt = performance.now()
    kill(signal)
  }, LOOK_EVERY)
  return {
    end() {
      clearInterval(timer)
      return sentAt === undefined ? 0 : performance.now() - sentAt
    },
  }
}

/** The runner's own reading of `name=value` and `name<<delimiter` blocks: actions/runner, src/Runner.Worker/FileCommandManager.cs. */
function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    if (block !== null) {
      const end = lines.indexOf(block[2] ?? '', at + 1)
      if (end === -1) throw new Error(`Matching delimiter not found ${block[2]}`)
      values[block[1] ?? ''] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1)
    }
  }
  return values
}
