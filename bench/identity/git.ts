/** The little of git that the benchmark needs. */
import { execFileSync } from 'node:child_process'

/** Runs git in a repository and returns what it writes. The user's own configuration is left out, so that a diff is the same everywhere. */
export function git(repository: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', repository, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...AUTHOR },
  })
}

/** Makes commits reproducible. */
const AUTHOR = {
  GIT_AUTHOR_NAME: 'author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'author',
  GIT_COMMITTER_EMAIL: 'author@example.com',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}

/** Commits of the first-parent line that leads to `HEAD`, oldest first. */
export function history(repository: string): string[] {
  return git(repository, 'rev-list', '--first-parent', '--reverse', 'HEAD').split('\n').filter(Boolean)
}

/** A repository of its own with the same history, so that checking out commits touches nothing of the user's. */
export function cloneTo(folder: string, repository: string): void {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', repository, folder], { stdio: ['ignore', 'ignore', 'pipe'] })
  git(folder, 'config', 'core.autocrlf', 'false')
}

export function checkOut(repository: string, commit: string): void {
  git(repository, 'checkout', '--quiet', '--force', '--detach', commit)
  git(repository, 'clean', '-fdxq')
}
