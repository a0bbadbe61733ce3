import type { RunContext } from '../run-context.js'

/**
 * Directories that mean the repository root in a report, the checkout of this job first. The report may have been written in another job, on
 * another system: docs.github.com, "Default environment variables" (GITHUB_WORKSPACE) and the paths of GitHub's hosted and container runners.
 */
export function rootsOf({ workspace, repository }: Pick<RunContext, 'workspace' | 'repository'>): readonly string[] {
  const name = repository.split('/')[1] ?? ''
  const checkouts =
    name === ''
      ? []
      : [`/home/runner/work/${name}/${name}`, `/Users/runner/work/${name}/${name}`, `D:\\a\\${name}\\${name}`, `/__w/${name}/${name}`]
  return [...new Set([workspace, ...checkouts, '/github/workspace'])]
}
