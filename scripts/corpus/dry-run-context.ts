import type { RunContext } from '../../src/run-context.js'

/** A push to the default branch of a repository without files. */
export function dryRunContext(workspace: string): RunContext {
  return {
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    repository: 'acme/shop',
    repositoryId: '99',
    eventName: 'push',
    sha: '5f2b6c3d9e0a1b4c7d8e9f00112233445566778a',
    checkedOutSha: '5f2b6c3d9e0a1b4c7d8e9f00112233445566778a',
    branch: 'main',
    scope: { kind: 'default-branch' },
    runId: '1',
    runNumber: 1,
    runAttempt: 1,
    workflowFile: '',
    workflow: 'Security',
    job: 'scan',
    step: '',
    defaultBranchKnown: true,
    runUrl: 'https://github.com/acme/shop/actions/runs/1',
    actor: 'octocat',
    workspace,
    tempDirectory: workspace,
  }
}
