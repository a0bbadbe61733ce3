/** Absolute paths of the machine that scanned say nothing to a reader and name its users. */

/** Stands for the directory of a file outside the checkout. */
const ELSEWHERE = '[path]'

const SEPARATOR = String.raw`[\\/]{1,2}`
/**
 * Not in the middle of a path or of a URL. `file://` and the like go with the path, as does the sign of Windows for long paths.
 */
const START = String.raw`(?:(?:[Ff][Ii][Ll][Ee]|zip|jar|vscode|vscode-file):\/{1,3}(?:localhost(?=\/)|file(?=\/)|vscode-app(?=\/))?(?=[A-Za-z][:|]|\/)|(?<![A-Za-z0-9_.~%@/\\-])(?:\\\\[?.]\\)?)`
const SEGMENT = String.raw`[^\s\\/"'<>|:*?,;()\[\]{}\x60]{1,255}`

/** What follows a root: something in it, or nothing. */
const END = String.raw`(?:${SEPARATOR}|(?=["'\s),;:\x60]|$))`

/**
 * The checkout on GitHub's runners, whose directory is named twice after the repository, and in their containers.
 * Source: docs.github.com, "Variables reference", GITHUB_WORKSPACE; actions/runner, ContainerInfo.cs, for `/__w`.
 */
const CHECKOUT = new RegExp(
  `${START}(?:(?:/home/runner/work|/Users/runner/work|/__w|[A-Za-z]:${SEPARATOR}a)${SEPARATOR}(${SEGMENT})${SEPARATOR}\\1|/github/workspace)${END}`,
  'g',
)

/** Windows: a name may hold spaces when a backslash says where it ends. */
const SPACED_SEGMENT = String.raw`(?:[^\\/\r\n"'<>|:*?]{1,64}(?=\\)|${SEGMENT})`

/**
 * Folders in which the machines of build services check out and build, below which the first names are those of people, groups and jobs.
 * Sources: the services' documentation on GitLab CI (CI_BUILDS_DIR), Jenkins (JENKINS_HOME), Bitbucket Pipelines (BITBUCKET_CLONE_DIR),
 * AWS CodeBuild (CODEBUILD_SRC_DIR), Azure Pipelines (Agent.BuildDirectory), Buildkite (BUILDKITE_BUILD_PATH), TeamCity, self-hosted runners.
 */
const BUILD_ROOTS = [
  'home/vsts',
  'builds',
  'var/lib/jenkins',
  'var/jenkins_home',
  'var/lib/buildkite-agent',
  'var/lib/gitlab-runner',
  'opt/atlassian/pipelines',
  'codebuild/output',
  'opt/buildagent',
  'opt/teamcity',
  'opt/actions-runner',
  'actions-runner',
  'opt/hostedtoolcache',
  'azp',
  'runner/_work',
  'runner/_temp',
  'private/tmp',
  'private/var/folders',
  'var/folders',
  'var/tmp',
  'tmp',
  'root',
].join('|')

const DRIVE_ROOTS = [
  'a',
  'agent',
  'actions-runner',
  'BuildAgent',
  'buildAgent',
  'Jenkins',
  'jenkins',
  'GitLab-Runner',
  'gitlab-runner',
  'Temp',
  'temp',
  'Windows/Temp',
]
  .map((name) => name.replace('/', SEPARATOR))
  .join('|')

/** Where the homes are: also those of drives in Unix, of systems that have them elsewhere, and by steps up out of a folder. */
const HOMES = String.raw`(?:\.\.(?:[\\/]{1,2}\.\.){0,40})?(?:\/(?:mnt\/|cygdrive\/)?[a-z]|\/(?:export|var|usr|net|System\/Volumes\/Data))?${SEPARATOR}(?:home|Users)${SEPARATOR}`

/** The home of somebody in a shell. */
const TILDE = /(?<![A-Za-z0-9_.~%@/\\-])~[A-Za-z][A-Za-z0-9._-]{0,31}(?=\/[A-Za-z0-9_.-])/g

/** Homes and folders of build services that are written without the root. */
const ROOTLESS = /^(?:\.\/)?(?=(?:builds|home|Users)\/[^/]{1,255}\/)/

/** Homes of users, and what else a machine that builds keeps. At least one name follows the user's or the root. */
const HOME = new RegExp(
  `${START}(?:(?:${HOMES}${SEGMENT}|/__[wte]|/(?:${BUILD_ROOTS})/${SEGMENT})((?:${SEPARATOR}${SEGMENT}){1,64})|[A-Za-z][:|]${SEPARATOR}(?:${DRIVE_ROOTS}|[Uu]sers${SEPARATOR}${SPACED_SEGMENT})((?:${SEPARATOR}${SPACED_SEGMENT}){1,64}))`,
  'g',
)

/** A home itself: the last name is the user's. What is no user's name in an address of a web site stays. */
const BARE_HOME = new RegExp(
  `${START}(?:${HOMES}(?!(?:index|home|page|login|logout|about|settings|profile|me|new|edit|search|main|default|dashboard|\\d{1,20}|public)\\b)|[A-Za-z][:|]${SEPARATOR}[Uu]sers${SEPARATOR})${SEGMENT}`,
  'g',
)

/** `\\server\share\…`: the names of the server, of the share and of the folders below. */
const SHARE = /(?<![A-Za-z0-9:\\/.])(?:\\\\|\\\\\\\\)[A-Za-z0-9][A-Za-z0-9.$_-]{0,63}((?:\\{1,2}[^\\/\s"'<>|:*?,;]{1,128}){2,64})/g

const HINT =
  /~[A-Za-z]|[\\/](?:home|Users)[\\/]|\/(?:__[wte]|builds|var|opt|codebuild|actions-runner|azp|runner|private|tmp|root)\/|\/github\/workspace|(?<![A-Za-z])[A-Za-z][:|][\\/]{1,2}(?:a|agent|actions-runner|[Bb]uildAgent|[Jj]enkins|[Gg]it[Ll]ab-[Rr]unner|[Tt]emp|Windows|[Uu]sers)[\\/]|\\\\[A-Za-z0-9]/

/**
 * Paths in the checkout become relative to it, paths in a user's home lose everything but the file's name.
 * @param roots absolute directories that are the repository's root
 */
export function createPathShortener(roots: readonly string[]): (text: string) => string {
  const checkouts = roots.filter((root) => /[^\\/:]/.test(root)).map(rootPattern)
  return (text) => {
    let result = text
    for (const { hint, pattern } of checkouts) if (result.includes(hint)) result = result.replace(pattern, toRelative)
    if (!HINT.test(result)) return result
    return result
      .replace(CHECKOUT, toRelative)
      .replace(TILDE, ELSEWHERE)
      .replace(HOME, toFileName)
      .replace(BARE_HOME, ELSEWHERE)
      .replace(SHARE, toFileName)
  }
}

/** Roots come from the run's environment, not from a report. */
function rootPattern(root: string): { hint: string; pattern: RegExp } {
  const segments = root.split(/[\\/]+/).filter((segment) => segment !== '')
  const lead = /^[\\/]/.test(root) ? SEPARATOR : ''
  const source = segments.map((segment) => segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(SEPARATOR)
  return { hint: segments.at(-1) ?? root, pattern: new RegExp(`${START}${lead}${source}${END}`, 'g') }
}

/** The root itself is the directory `.`. */
function toRelative(match: string): string {
  return /[\\/]$/.test(match) ? '' : '.'
}

function toFileName(_match: string, underRoot: string | undefined, underDrive: unknown): string {
  const name = (underRoot ?? (typeof underDrive === 'string' ? underDrive : '')).split(/[\\/]/).at(-1) ?? ''
  return `${ELSEWHERE}/${name}`
}

/** A place that is no file of the repository: there `home/…` and `builds/…` are those of the machine. */
export function asRooted(place: string): string {
  return place.replace(ROOTLESS, '/')
}
