/** Holds the examples against actionlint and zizmor, where these are installed: `npm run examples:check`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { EXAMPLES, readExamples } from './read-examples.js'

interface Checker {
  readonly command: string
  readonly version: readonly string[]
  readonly check: readonly string[]
  readonly install: string
}

const CHECKERS: readonly Checker[] = [
  {
    command: 'actionlint',
    version: ['-version'],
    // Known to GitHub since April 2026 and to actionlint 1.7.12 not yet.
    check: ['-ignore', 'unknown permission scope "vulnerability-alerts"'],
    install: 'go install github.com/rhysd/actionlint/cmd/actionlint@latest',
  },
  {
    command: 'zizmor',
    version: ['--version'],
    check: ['--offline', '--pedantic', '--quiet', '--config', join('scripts', 'examples', 'zizmor.yml')],
    install: 'pipx install zizmor',
  },
]

const files = readExamples().map(({ file }) => join(EXAMPLES, file))

/** @returns whether nothing was found; what is not installed finds nothing, and that is told */
function passes({ command, version, check, install }: Checker): boolean {
  const installed = spawnSync(command, version, { encoding: 'utf8' })
  if (installed.error !== undefined) {
    console.log(`${command} is not on PATH, so it was not asked: ${install}`)
    return true
  }
  const { status } = spawnSync(command, [...check, ...files], { stdio: 'inherit' })
  console.log(
    `${installed.stdout.split('\n')[0]} (${command}): ${status === 0 ? `nothing in ${files.length} files` : `exit code ${status}`}`,
  )
  return status === 0
}

if (CHECKERS.filter((checker) => !passes(checker)).length > 0) process.exitCode = 1
