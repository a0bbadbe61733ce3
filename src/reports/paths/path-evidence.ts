import type { Root } from './paths.js'

/** What speaks for it that a directory is the checkout on the machine that ran the scan. */
export interface Evidence {
  readonly root: Root
  /** Paths that are files of the checkout when this is their root. */
  readonly hits: number
  /** All paths below it. */
  readonly below: number
  /** Most segments of a path that matched. */
  readonly matched: number
  /** It is called like the repository, or the run or the tool names it. */
  readonly isNamed: boolean
  /** The run or the tool names it or a directory in it. */
  readonly isAboveNamed: boolean
}

/** So many segments of one path do not match by chance. */
const LONG_MATCH = 4
/** The same for a directory in which the run says that its sources are. */
const LONG_MATCH_BELOW_NAMED = 3
/** Files at the top of a tree have the same names everywhere (`index.js`, `setup.py`): so many of them, or two that lie deeper. */
const MANY = 3

/** So many files speak for a directory even where most of what is reported in it is not checked out: built files, the history. */
const PLENTY = 10

/** Where libraries are, and not what was scanned. */
const LIBRARIES =
  /\/(?:node_modules|bower_components|site-packages|dist-packages|vendor|\.cargo|\.rustup|\.m2|\.gradle|\.nuget|\.npm|\.cache|\.local|\.venv|venv|hostedtoolcache|pkg\/mod|gems)(?:\/|$)/i

const SYSTEM =
  /^\/(?:usr|lib|lib32|lib64|etc|proc|sys|dev|bin|sbin|nix|snap|boot|System|Library|Applications|Program Files[^/]*|ProgramData|Windows)(?:\/|$)/i

/** Folders at the top that hold those of users, and of everything. */
const HOLDS_ALL = /^\/(?:home|Users|root|tmp|private|mnt|media|opt|srv|var|run)$/i

/**
 * Where continuous integration and container images put sources. Source: docs of Docker (`/usr/src/app`), Jenkins, CircleCI, Azure Pipelines,
 * Bitbucket, Bitrise, Tekton, Codespaces; temporary folders into which scanners copy.
 */
const WORK_FOLDERS = [
  'usr/src(/[^/]+)?',
  'usr/local/src(/[^/]+)?',
  'var/www(/html)?',
  'var/lib/jenkins/workspace/[^/]+',
  'home/jenkins/(agent/)?workspace/[^/]+',
  'home/[^/]+/(app|src|code|project|repo|work|workspace)',
  '(.*/)?(_work|work|a)/\\d+/s',
  'opt/atlassian/pipelines/agent/build',
  'bitrise/src',
  'workspaces/[^/]+',
  'workspace/source',
  '(opt|srv|mnt|media|data|code|git|repo|repos|projects)/[^/]+',
  '(private/)?(var/)?tmp/[^/]+(/(src|repo|project|source))?',
  '(private/)?var/folders/[^/]+/[^/]+/T/[^/]+(/(src|repo|project|source))?',
  '.*/AppData/Local/Temp/[^/]+(/(src|repo|project|source))?',
]
const WORK_FOLDER = new RegExp(`^/(?:${WORK_FOLDERS.join('|')})$`, 'i')

/** Whether a directory may be taken for the checkout. Where there is too little, nothing is guessed. */
export function isEnough({ root, hits, below, matched, isNamed, isAboveNamed }: Evidence): boolean {
  const path = `/${root.segments.join('/')}`
  const isWork = WORK_FOLDER.test(path)
  if (LIBRARIES.test(path) || (SYSTEM.test(path) && !isWork)) return false
  if (isNamed) return true
  if (hits * 2 < below && (hits < PLENTY || matched < 2)) return false
  if (isWork) return true
  // `/requirements.txt` as it stands, or `/io/a.py`: containers have sources in a folder at the top.
  if (root.segments.length <= 1 && !HOLDS_ALL.test(path)) return true
  if (matched >= (isAboveNamed ? LONG_MATCH_BELOW_NAMED : LONG_MATCH)) return true
  return hits >= MANY || (hits > 1 && matched > 1)
}
