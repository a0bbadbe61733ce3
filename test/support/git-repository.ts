/** A small git repository for tests. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface GitRepository {
  readonly folder: string
  /** Writes files, `undefined` removes one, and commits everything. @returns the commit */
  commit(files: Readonly<Record<string, string | Uint8Array | undefined>>): string
  /** A symbolic link, to be committed with the next commit. */
  link(path: string, target: string): void
  /** Takes it out of the way, its commits stay for who has them. */
  remove(): void
}

export function createGitRepository(): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), 'git-repository-'))
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args], { env: ENVIRONMENT, encoding: 'utf8' })
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'core.autocrlf', 'false')
  return {
    folder,
    commit(files) {
      for (const [path, content] of Object.entries(files)) write(join(folder, path), content)
      git('add', '--all', '--force')
      git('commit', '--quiet', '--allow-empty', '--message=a change')
      return git('rev-parse', 'HEAD').trim()
    },
    link: (path, target) => symlinkSync(target, join(folder, path)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The user's own configuration is left out. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'author',
  GIT_AUTHOR_EMAIL: 'author@example.com',
  GIT_COMMITTER_NAME: 'author',
  GIT_COMMITTER_EMAIL: 'author@example.com',
}

function write(path: string, content: string | Uint8Array | undefined): void {
  if (content === undefined) {
    rmSync(path)
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
