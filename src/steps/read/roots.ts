import type { RunContext } from '../../run-context.js'
import { folderInWorkspace } from './checkout.js'

/**
 * Directories that mean the repository root in a report, the checkout of this job first. The report may have been written in another job, on
 * another system: docs.github.com, "Default environment variables" (GITHUB_WORKSPACE) and the paths of GitHub's hosted and container runners.
 */
export function rootsOf({ workspace, checkout, repository }: Pick<RunContext, 'workspace' | 'checkout' | 'repository'>): readonly string[] {
  const name = repository.split('/')[1] ?? ''
  const checkouts =
    name === ''
      ? []
      : [`/home/runner/work/${name}/${name}`, `/Users/runner/work/${name}/${name}`, `D:\\a\\${name}\\${name}`, `/__w/${name}/${name}`]
  const workspaces = [workspace, ...checkouts, '/github/workspace']
  const folder = checkout === undefined ? undefined : folderInWorkspace(checkout, workspace)
  // Beside the checkout lie those of other repositories.
  return [...new Set(folder === undefined ? workspaces : workspaces.map((one) => `${one}/${folder}`))]
}
