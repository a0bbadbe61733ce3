/** What an example comes to when it runs: its expressions with values, its reports with a report of the scanner that it names. */
import { OWN_ACTION, type Scalar, type Step, stepsOf, type Workflow } from '../../scripts/examples/read-examples.js'

/** Of the report that a scanner writes in an example: what it is read as, and a report of that scanner in `test/fixtures/`. */
export const REPORTS: Readonly<Record<string, { readonly format: string; readonly fixture: string }>> = {
  'checkov.json': { format: 'checkov', fixture: 'checkov/many.json' },
  // The folder that CodeQL writes one file for each language into.
  codeql: { format: 'sarif', fixture: 'zizmor/many.sarif' },
  'dependabot.json': { format: 'github-dependabot', fixture: 'github-dependabot/many.json' },
  'gitleaks.sarif': { format: 'sarif', fixture: 'gitleaks/redacted.sarif' },
  'grype.json': { format: 'grype', fixture: 'grype/many.json' },
  'npm-audit.json': { format: 'npm-audit', fixture: 'npm-audit/many.json' },
  'pip-audit.json': { format: 'pip-audit', fixture: 'pip-audit/many.json' },
  'prowler.ocsf.json': { format: 'ocsf', fixture: 'ocsf/many.json' },
  'semgrep.sarif': { format: 'sarif', fixture: 'semgrep/many.sarif' },
  'trivy.json': { format: 'trivy', fixture: 'trivy/many.json' },
  'trivy-image.json': { format: 'trivy', fixture: 'trivy/image.json' },
  'zap.json': { format: 'zap', fixture: 'zap/many.json' },
}

export interface OwnStep {
  readonly job: string
  readonly step: Step
  /** The steps of its job that run before it. */
  readonly before: readonly Step[]
  /** One for each leg of the matrix. */
  readonly legs: readonly Readonly<Record<string, string>>[]
}

/** @returns the steps that use this action */
export function ownSteps(workflow: Workflow): OwnStep[] {
  return Object.entries(workflow.jobs).flatMap(([name, job]) => {
    const steps = stepsOf(job)
    return steps.flatMap((step, index) =>
      step.uses === OWN_ACTION ? [{ job: name, step, before: steps.slice(0, index), legs: legsOf(job.strategy?.matrix) }] : [],
    )
  })
}

/** Of a matrix with one dimension, or with nothing but `include`: the examples have no other. */
function legsOf(matrix: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>>[] {
  const [dimension] = Object.entries(matrix)
  if (dimension === undefined) return [{}]
  const [name, values] = dimension
  return name === 'include' ? (values as Record<string, string>[]) : (values as string[]).map((value) => ({ [name]: value }))
}

/** Where the runner keeps temporary files, unless it is said where. */
export const TEMPORARY = '/runner/temp'

export interface Evaluation {
  readonly workflow: Workflow
  /** The values of the matrix. */
  readonly leg: Readonly<Record<string, string>>
  readonly temporary?: string
  /** The event, where it is not a push. */
  readonly event?: string
}

/** @returns what stands under `with:`, evaluated */
export function inputsOf({ step }: OwnStep, evaluation: Evaluation): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluated(value, evaluation)]))
}

/** @returns the value of an input with its expressions evaluated; one that is not known stands there as it is */
function evaluated(value: Scalar, { workflow: { on }, leg, temporary = TEMPORARY, event = 'push' }: Evaluation): string {
  const known = new Map([
    ['runner.temp', temporary],
    ...Object.entries(leg).map(([name, of]) => [`matrix.${name}`, of] as const),
    ...Object.entries(callInputs(on)).map(([name, input]) => [`inputs.${name}`, input.default ?? ROLE] as const),
  ])
  const named = String(value).replace(/\$\{\{ ([\w.-]+) \}\}/g, (whole, name: string) => known.get(name) ?? whole)
  return named.replace(BY_EVENT, (_whole, name: string, then: string, otherwise: string) => (name === event ? then : otherwise))
}

/** The one form of a choice that the examples have. */
const BY_EVENT = /\$\{\{ github\.event_name == '(\w+)' && '(\w+)' \|\| '(\w+)' \}\}/g

/** The one input without a default. */
const ROLE = 'arn:aws:iam::111122223333:role/publish-to-security-hub'

interface CallInput {
  readonly default?: string
  readonly required?: boolean
}

/** @returns the inputs that a workflow takes from who calls it */
export function callInputs(on: Workflow['on']): Readonly<Record<string, CallInput>> {
  const call = on['workflow_call'] as { readonly inputs: Readonly<Record<string, CallInput>> } | undefined
  return call?.inputs ?? {}
}

/** @returns the paths that the input `reports` names, each on its line; none where nothing is scanned */
export function reportPaths(step: OwnStep, evaluation: Evaluation): string[] {
  if ('delete' in evaluation.workflow.on) return []
  const reports = inputsOf(step, evaluation)['reports'] ?? ''
  return reports.split('\n').filter((line) => line !== '')
}
