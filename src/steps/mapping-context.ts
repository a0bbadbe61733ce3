import type { MappingContext } from '../asff/context.js'
import type { Inputs } from '../inputs.js'
import type { RunContext } from '../run-context.js'
import type { Target } from '../securityhub/port.js'
import type { Analysis } from './read/analysis.js'

/** By what findings find whoever works on them, and what the user has said of them. */
export interface Routing
  extends Pick<Inputs, 'productName' | 'companyName' | 'criticality' | 'tags'>,
    Pick<MappingContext, 'ownersOf' | 'environment'> {}

/** Everything a finding of this analysis is mapped with. */
export function mappingContext(
  analysis: Pick<Analysis, 'tool' | 'category'>,
  context: RunContext,
  target: Target,
  { productName, companyName, criticality, tags, ownersOf, environment }: Routing,
): MappingContext {
  const { pullRequest, repositoryId } = context
  return {
    target,
    repository: { name: context.repository, url: repositoryUrl(context), tags, ...(repositoryId !== undefined && { id: repositoryId }) },
    branch: context.branch,
    defaultBranch: context.scope.kind === 'default-branch',
    commit: context.sha,
    linkCommit: linkCommit(context),
    run: {
      id: context.runId,
      number: context.runNumber,
      attempt: context.runAttempt,
      workflow: context.workflow,
      workflowFile: context.workflowFile,
      job: context.job,
      url: context.runUrl,
      event: context.eventName,
    },
    tool: analysis.tool,
    category: analysis.category,
    // Nobody's number: a run after a fork's pull request does not learn it.
    ...(pullRequest !== undefined && pullRequest.number > 0 && { pullRequest: pullRequest.number }),
    ...(ownersOf !== undefined && { ownersOf }),
    ...(environment !== undefined && { environment }),
    ...(criticality !== undefined && { criticality }),
    ...(productName !== undefined && { productName }),
    ...(companyName !== undefined && { companyName }),
  }
}

/** Also the Id of the repository resource. */
export function repositoryUrl({ serverUrl, repository }: Pick<RunContext, 'serverUrl' | 'repository'>): string {
  return `${serverUrl}/${repository}`
}

/** On `pull_request` the runner checks out the merge commit: the lines are those of that one. Other events scan the commit itself. */
export function linkCommit({ eventName, sha, checkedOutSha }: Pick<RunContext, 'eventName' | 'sha' | 'checkedOutSha'>): string {
  return eventName === 'pull_request' ? checkedOutSha : sha
}
