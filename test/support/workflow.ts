/** What GitHub would refuse in a workflow. Source: docs.github.com, "Workflow syntax for GitHub Actions"; the expressions are not looked into. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

type Members = Readonly<Record<string, unknown>>

const WORKFLOW_KEYS = new Set('name run-name on permissions env defaults concurrency jobs'.split(' '))
const JOB_KEYS = new Set(
  (
    'name permissions needs if runs-on environment concurrency outputs env defaults steps timeout-minutes strategy continue-on-error ' +
    'container services uses with secrets'
  ).split(' '),
)
const CALLER_KEYS = new Set('name uses with secrets strategy needs if concurrency permissions'.split(' '))
const STEP_KEYS = new Set('id if name uses run working-directory shell with env continue-on-error timeout-minutes'.split(' '))
const PERMISSIONS = new Set(
  (
    'actions artifact-metadata attestations checks contents deployments discussions id-token issues models packages pages pull-requests ' +
    'security-events statuses vulnerability-alerts'
  ).split(' '),
)
/** An action of a repository, of this one, or an image. */
const USES = /^(?:[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[\w./-]+|\.\/\S*|docker:\/\/\S+)$/
/** A workflow file of another repository or of this one. */
const CALLED = /^(?:[\w.-]+\/[\w.-]+|\.)\/\.github\/workflows\/[\w.-]+\.ya?ml(?:@[\w./-]+)?$/
const OWN_USES = /(?:^|\/)publish-to-security-hub(?:@|$)/

/** @param yaml a whole workflow, one step or several, or a `permissions` block @returns what is wrong with it, each in words */
export function workflowFaults(yaml: string): string[] {
  let value: unknown
  try {
    value = parse(yaml)
  } catch (error) {
    return [`no YAML: ${String(error)}`]
  }
  if (Array.isArray(value)) return value.flatMap(stepFaults)
  if (!isMembers(value)) return ['neither a workflow nor steps']
  if ('jobs' in value) return faultsOfWorkflow(value)
  const other = Object.keys(value).filter((key) => key !== 'permissions')
  return other.length > 0 ? [`not known: ${other.join(', ')}`] : permissionFaults(value['permissions'])
}

function faultsOfWorkflow(workflow: Members): string[] {
  const jobs = Object.values(isMembers(workflow['jobs']) ? workflow['jobs'] : {})
  return [
    ...unknownKeys('workflow', workflow, WORKFLOW_KEYS),
    ...('on' in workflow ? [] : ['on is missing']),
    ...permissionFaults(workflow['permissions']),
    ...(jobs.length === 0 ? ['there is no job'] : jobs.flatMap(jobFaults)),
  ]
}

function jobFaults(job: unknown): string[] {
  if (!isMembers(job)) return ['a job is no mapping']
  const steps = job['steps']
  if ('uses' in job) return callerFaults(job)
  return [
    ...unknownKeys('job', job, JOB_KEYS),
    ...('runs-on' in job ? [] : ['runs-on is missing']),
    ...permissionFaults(job['permissions']),
    ...(Array.isArray(steps) && steps.length > 0 ? steps.flatMap(stepFaults) : ['steps are missing']),
  ]
}

/** A job that calls a workflow has no steps and no runner of its own: docs.github.com, "Reuse workflows". */
function callerFaults(job: Members): string[] {
  const uses = String(job['uses'])
  return [...unknownKeys('job', job, CALLER_KEYS), ...permissionFaults(job['permissions']), ...(CALLED.test(uses) ? [] : [`uses: ${uses}`])]
}

function stepFaults(step: unknown): string[] {
  if (!isMembers(step)) return ['a step is no mapping']
  const { uses, run } = step
  const inputs = step['with'] ?? {}
  const faults = unknownKeys('step', step, STEP_KEYS)
  if ((uses === undefined) === (run === undefined)) faults.push('a step has to have either uses or run')
  if (uses !== undefined && !(typeof uses === 'string' && USES.test(uses))) faults.push(`uses: ${String(uses)}`)
  if (!isMembers(inputs)) return [...faults, 'with is no mapping']
  const lists = Object.entries(inputs).filter(([, value]) => typeof value === 'object')
  faults.push(...lists.map(([name]) => `with: ${name} is no scalar`))
  if (typeof uses === 'string' && OWN_USES.test(uses)) faults.push(...ownInputFaults(inputs))
  return faults
}

function ownInputFaults(given: Members): string[] {
  const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Readonly<Record<string, { required?: boolean }>> }
  const missing = Object.entries(inputs).filter(([name, { required }]) => required === true && !(name in given))
  return [...unknownKeys('with', given, new Set(Object.keys(inputs))), ...missing.map(([name]) => `with: ${name} is missing`)]
}

function permissionFaults(permissions: unknown): string[] {
  if (permissions === undefined || permissions === 'read-all' || permissions === 'write-all') return []
  if (!isMembers(permissions)) return ['permissions is no mapping']
  const wrong = Object.entries(permissions).filter(([, value]) => !['read', 'write', 'none'].includes(String(value)))
  return [
    ...unknownKeys('permissions', permissions, PERMISSIONS),
    ...wrong.map(([name, value]) => `permissions: ${name}: ${String(value)}`),
  ]
}

function unknownKeys(what: string, members: Members, known: ReadonlySet<string>): string[] {
  return Object.keys(members).flatMap((key) => (known.has(key) ? [] : [`${what}: ${key} is not known`]))
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
