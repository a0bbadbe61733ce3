/** Where the repository is checked out: the workspace, or with the input `path` of actions/checkout a folder of it. */
import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { UserError } from '../../errors.js'
import { readSmallFile } from '../../regular-file.js'
import type { RunContext } from '../../run-context.js'

/** Folders in the workspace that are looked into. Checkouts side by side are few; a workspace may hold anything. */
const MOST_FOLDERS = 500
/** `path: services/shop` is two folders deep; deeper ones are not looked for. */
const DEEPEST = 2
/** Git's own files that are read here are far smaller. */
const MOST_BYTES = 256 * 1024

/**
 * The absolute path of the checkout of this repository. The workspace itself when it is one, and when there is none: a report needs no
 * checkout. Of several checkouts of this repository the one of this commit, else the first by name.
 */
export function findCheckout({
  workspace,
  repository,
  checkedOutSha,
}: Pick<RunContext, 'workspace' | 'repository' | 'checkedOutSha'>): string {
  if (repository === '' || isCheckoutOf(workspace, repository)) return workspace
  const found = foldersBelow(workspace).filter((folder) => isCheckoutOf(folder, repository))
  return found.find((folder) => headOf(folder) === checkedOutSha) ?? found[0] ?? workspace
}

/** Breadth first, in the order of names. Links are not followed. */
function foldersBelow(workspace: string): readonly string[] {
  let level: readonly string[] = [workspace]
  const all: string[] = []
  for (let depth = 0; depth < DEEPEST; depth++) {
    level = level.flatMap(foldersIn).slice(0, MOST_FOLDERS - all.length)
    all.push(...level)
  }
  return all
}

function foldersIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules')
    .map(({ name }) => name)
    .sort()
    .map((name) => join(folder, name))
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function isCheckoutOf(folder: string, repository: string): boolean {
  const git = gitFolderOf(folder)
  const config = git === undefined ? undefined : (smallText(join(git.common, 'config')) ?? '')
  return config !== undefined && remotesIn(config).some((url) => isOf(url, repository))
}

interface GitFolder {
  readonly own: string
  /** Of a linked working tree that of the main one. */
  readonly common: string
}

/** `.git` is a folder, or a file that says where it is: git-scm.com, gitrepository-layout. */
function gitFolderOf(folder: string): GitFolder | undefined {
  const path = join(folder, '.git')
  const stats = statsOf(path)
  if (stats?.isDirectory()) return { own: path, common: path }
  const target = /^gitdir: (.+)$/m.exec(stats?.isFile() ? (smallText(path) ?? '') : '')?.[1]
  if (target === undefined) return undefined
  const own = resolve(folder, target.trim())
  const common = smallText(join(own, 'commondir'))?.trim()
  return { own, common: common === undefined ? own : resolve(own, common) }
}

/** `undefined` for what is missing, and for what lies in a folder that the job may not enter. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

function remotesIn(config: string): readonly string[] {
  return [...config.matchAll(/^[ \t]{0,20}url[ \t]{0,20}=[ \t]{0,20}"?([^"\s]{1,2000})"?[ \t\r]{0,20}$/gm)].map(([, url = '']) => url)
}

/** `https://github.com/acme/shop`, `git@github.com:acme/shop.git`, with any host: GitHub tells upper from lower case nowhere. */
function isOf(url: string, repository: string): boolean {
  const path = url
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  const name = repository.toLowerCase()
  return path.endsWith(`/${name}`) || path.endsWith(`:${name}`)
}

function headOf(folder: string): string | undefined {
  const git = gitFolderOf(folder)
  const head = git && smallText(join(git.own, 'HEAD'))?.trim()
  const ref = /^ref: (refs\/[^\0]+)$/.exec(head ?? '')?.[1]
  if (git === undefined || ref === undefined || ref.split('/').includes('..')) return head
  return smallText(join(git.common, ref))?.trim()
}

function smallText(path: string): string | undefined {
  try {
    return readSmallFile(path, MOST_BYTES)?.toString('utf8')
  } catch {
    return undefined
  }
}

/** The checkout's folder in the workspace, with `/`; `undefined` for the workspace itself. */
export function folderInWorkspace(checkout: string, workspace: string): string | undefined {
  const folder = relative(workspace, checkout).replaceAll('\\', '/')
  return folder === '' || folder.startsWith('..') ? undefined : folder
}

/**
 * @param sourceRoot repository path of a folder, as the user names it
 * @throws UserError INVALID_INPUT when it is none of the checkout, or leads out of it. Without a checkout nothing is known of its folders.
 */
export function checkSourceRoot(sourceRoot: string | undefined, checkout: string): void {
  if (sourceRoot === undefined || gitFolderOf(checkout) === undefined) return
  const [root, folder] = [realFolder(checkout), realFolder(join(checkout, sourceRoot))]
  if (root === undefined || (folder !== undefined && (folder === root || folderInWorkspace(folder, root) !== undefined))) return
  throw new UserError('INVALID_INPUT', `source-root is ${JSON.stringify(sourceRoot)}, which is no folder of the checkout`, {
    hint: 'Correct source-root under `with:` in the workflow: the folder of the repository that the paths in the reports start from.',
  })
}

function realFolder(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined
  } catch {
    return undefined
  }
}
