/** The least that a job of an example needs of its token, by what its steps do. */
import { type Example, type Job, OWN_ACTION, type Step, stepsOf } from '../../scripts/examples/read-examples.js'

type Permissions = Readonly<Record<string, string>>

/** @param examples among them the workflows that others call */
export function requiredPermissions(job: Job, examples: readonly Example[]): Permissions {
  if (job.uses !== undefined) return permissionsOfCalled(job.uses, examples)
  const steps = stepsOf(job)
  const sourceFromGitHub = steps.some(isDownload) && !steps.some(uses('actions/checkout'))
  return Object.assign({}, sourceFromGitHub ? { contents: 'read' } : {}, ...steps.map((step) => permissionsOfStep(step)))
}

function permissionsOfCalled(reference: string, examples: readonly Example[]): Permissions {
  const called = examples.find(({ file }) => reference.includes(`/.github/workflows/${file}@`))
  if (called === undefined) throw new Error(`${reference} is no example`)
  return Object.assign({}, ...Object.values(called.workflow.jobs).map((job) => requiredPermissions(job, examples)))
}

function permissionsOfStep(step: Step): Permissions {
  const inputs = step.with ?? {}
  if (uses('actions/checkout')(step)) return { contents: 'read' }
  if (uses('github/codeql-action/analyze')(step)) return { actions: 'read', 'security-events': 'write' }
  if (isDownload(step)) return 'run-id' in inputs ? { actions: 'read' } : {}
  if (uses('aws-actions/configure-aws-credentials')(step)) return { 'id-token': 'write' }
  if (step.run?.includes('/dependabot/alerts') === true) return { 'vulnerability-alerts': 'read' }
  if (step.uses !== OWN_ACTION) return {}
  return {
    ...('role-to-assume' in inputs && inputs['import'] !== 'never' && { 'id-token': 'write' }),
    ...((inputs['comment'] ?? 'never') !== 'never' && { 'pull-requests': 'write' }),
  }
}

const isDownload = uses('actions/download-artifact')

function uses(action: string): (step: Step) => boolean {
  return (step) => step.uses?.startsWith(`${action}@`) === true
}
