/**
 * Whether the checkout shows that a workflow file, a job in it or a step in that is there no more: then what it wrote is nobody's, and whoever
 * took over its analysis may archive it. Everything that cannot be made out is still there.
 */
import type { Workspace } from '../../workspace.js'
import type { Writer } from '../compare/writers.js'

/** Where GitHub looks for workflows: docs.github.com, "Workflow syntax". */
const WORKFLOWS = '.github/workflows/'

/** A checkout that leaves files out proves nothing by their absence. Written by `git sparse-checkout`. */
const SPARSE = '.git/info/sparse-checkout'

/** Workflows that call each other: docs.github.com, "Reusing workflow configurations", allows ten levels. */
const DEEPEST_CALL = 10

/** GitHub refuses larger workflow files; in UTF-16 code units. */
const LONGEST_FILE = 1024 * 1024

export type Files = Pick<Workspace, 'read' | 'exists'>

type YamlMap = ReadonlyMap<unknown, unknown>

/** @returns a check against the files; those of workflows are read once */
export async function createGoneCheck(files: Files, run: Writer): Promise<(writer: Writer) => boolean> {
  // Loaded only here: few runs find something that others wrote.
  const { parse } = await import('yaml')
  const known = new Map<string, YamlMap | undefined>()
  const jobsOf = (path: string): YamlMap | undefined => {
    if (!known.has(path))
      known.set(
        path,
        jobsIn(files.read(path), (text) => parse(text, { mapAsMap: true })),
      )
    return known.get(path)
  }
  const namesSteps = run.step !== '' && hasStep(jobsNamed(run.workflowFile, run.job, jobsOf), run.step) === true
  return (writer) => {
    if (!writer.workflowFile.startsWith(WORKFLOWS)) return false
    if (!files.exists(writer.workflowFile)) return files.exists(run.workflowFile) && !files.exists(SPARSE)
    if (writer.job === '') return false
    const jobs = jobsNamed(writer.workflowFile, writer.job, jobsOf)
    if (jobs === undefined) return false
    if (jobs.length === 0) return true
    return namesSteps && writer.step !== '' && hasStep(jobs, writer.step) === false
  }
}

function jobsIn(text: string | undefined, parse: (text: string) => unknown): YamlMap | undefined {
  if (text === undefined || text.length > LONGEST_FILE) return undefined
  try {
    return asMap(asMap(parse(text))?.get('jobs'))
  } catch {
    // Not YAML, or hostile YAML: what is in it is not known.
    return undefined
  }
}

/**
 * The jobs of that id in a workflow and in those that it calls, as `GITHUB_JOB` names them.
 * @returns none when there is no such job; `undefined` when a file that may have it cannot be read
 */
function jobsNamed(path: string, id: string, jobsOf: (path: string) => YamlMap | undefined, depth = 0): readonly YamlMap[] | undefined {
  const jobs = depth > DEEPEST_CALL ? undefined : jobsOf(path)
  if (jobs === undefined) return undefined
  const found: YamlMap[] = []
  for (const [name, value] of jobs) {
    const job = asMap(value)
    if (job === undefined) return undefined
    const called = job.get('uses')
    if (called === undefined) {
      if (name === id) found.push(job)
      continue
    }
    const inside =
      typeof called === 'string' && called.startsWith(`./${WORKFLOWS}`) ? jobsNamed(called.slice(2), id, jobsOf, depth + 1) : undefined
    if (inside === undefined) return undefined
    found.push(...inside)
  }
  return found
}

/** @returns `undefined` when it cannot be told */
function hasStep(jobs: readonly YamlMap[] | undefined, name: string): boolean | undefined {
  if (jobs === undefined || jobs.length === 0) return undefined
  const lists = jobs.map((job) => job.get('steps'))
  if (!lists.every(Array.isArray)) return undefined
  return lists.some((steps) => namesOf(steps.map(asMap)).some((names) => names.has(name) || names.has(plain(name))))
}

/**
 * What `GITHUB_ACTION` calls each step: its id, or the action's owner and name with a number from the second on, without special characters.
 * Source: docs.github.com, "Variables reference", GITHUB_ACTION. How exactly is not told, so only letters and digits are compared.
 */
function namesOf(steps: readonly (YamlMap | undefined)[]): readonly ReadonlySet<string>[] {
  const times = new Map<string, number>()
  return steps.map((step) => {
    const id = step?.get('id')
    if (typeof id === 'string') return new Set([id])
    const names = generatedNames(step?.get('uses'))
    for (const name of names) times.set(name, (times.get(name) ?? 0) + 1)
    return new Set(names.map((name) => ((times.get(name) ?? 1) === 1 ? name : `${name}${times.get(name)}`)))
  })
}

function generatedNames(uses: unknown): readonly string[] {
  if (typeof uses !== 'string') return ['run']
  const reference = uses.replace(/@[^@/]*$/, '')
  if (reference.startsWith('.')) return ['self', plain(reference)]
  return [...new Set([plain(reference), plain(reference.split('/').slice(0, 2).join('/'))])]
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function asMap(value: unknown): YamlMap | undefined {
  return value instanceof Map ? value : undefined
}
