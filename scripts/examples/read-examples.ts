/** The workflows in `examples/`, as far as what checks and lists them has to know. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export const EXAMPLES = 'examples'
/** How a step names this action, and a caller a workflow of its own organization: whoever copies an example puts an account there. */
export const PLACEHOLDER = 'OWNER/'
export const OWN_ACTION = `${PLACEHOLDER}publish-to-security-hub@v1`

export type Scalar = string | number | boolean

export interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, Scalar>>
  readonly env?: Readonly<Record<string, Scalar>>
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  /** The workflow that it calls, and the inputs of that. */
  readonly uses?: string
  readonly with?: Readonly<Record<string, Scalar>>
  readonly steps?: readonly Step[]
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> }
}

export interface Workflow {
  readonly name: string
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

export interface Example {
  /** The name of its file, in `examples/`. */
  readonly file: string
  readonly text: string
  /** What it shows: the comment that it begins with. */
  readonly about: string
  readonly workflow: Workflow
}

/** @returns every example, by the names of the files */
export function readExamples(): Example[] {
  const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yml'))
  return files.toSorted().map((file) => toExample(file, readFileSync(join(EXAMPLES, file), 'utf8')))
}

function toExample(file: string, text: string): Example {
  return { file, text, about: firstComment(text), workflow: parse(text) as Workflow }
}

function firstComment(text: string): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line) => !line.startsWith('#'))
  const comment = lines.slice(0, end).map((line) => line.replace(/^# ?/, ''))
  return comment.join(' ')
}

/** @returns the steps of a job; none when it calls a workflow */
export function stepsOf(job: Job): readonly Step[] {
  return job.steps ?? []
}
