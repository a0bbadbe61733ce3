/** Makes a small repository, the same every time, whose history holds what usually makes an importer lose or confuse findings. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commitsOf } from './generated-commits.js'
import { git } from './git.js'

/** @param folder an existing empty folder */
export function generateHistory(folder: string): void {
  git(folder, 'init', '--quiet', '--initial-branch=main')
  git(folder, 'config', 'core.autocrlf', 'false')
  for (const { subject, files } of commitsOf()) {
    replaceAll(folder, files)
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--allow-empty', `--message=${subject}`)
  }
}

function replaceAll(folder: string, files: ReadonlyMap<string, string>): void {
  const tracked = git(folder, 'ls-files', '-z').split('\0').filter(Boolean)
  for (const path of tracked) if (!files.has(path)) rmSync(join(folder, path))
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
