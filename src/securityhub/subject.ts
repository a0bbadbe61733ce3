/**
 * What the subject of a job's ID token tells, and which conditions of a trust policy pass it by. Sources: GitHub Docs, "OpenID Connect reference",
 * "Example subject claims" and "Immutable subject claims".
 */

interface Subject {
  /** `owner/name`, or `owner@id/name@id`. */
  readonly repository: string
  /** What stands behind the repository: `ref:refs/heads/main`, `pull_request`, `environment:production`. */
  readonly context: string
}

const REPOSITORY = 'repo:'
const BRANCH = 'ref:refs/heads/'
const TAG = 'ref:refs/tags/'
export const PULL_REQUEST = 'pull_request'
const ENVIRONMENT = 'environment:'

/** One sentence for each thing that a condition may have been written without. */
export function subjectInWords(text: string): readonly string[] {
  const subject = standardSubject(text)
  if (subject === undefined) {
    return [
      'The subject is not of the form that GitHub gives it by itself: the repository, its organisation or enterprise has customised it. A condition on repo:OWNER/REPO:… may not match it.',
    ]
  }
  return [contextInWords(subject), formInWords(subject)]
}

/** What all subjects of the repository are like, as a condition StringLike has it; `undefined` for a customised one. */
export function wholeRepository(text: string): string | undefined {
  const subject = standardSubject(text)
  return subject === undefined ? undefined : `${REPOSITORY}${subject.repository}:*`
}

/** `undefined` for a customised one. */
function standardSubject(text: string): Subject | undefined {
  if (!text.startsWith(REPOSITORY)) return undefined
  const [repository = '', ...rest] = text.slice(REPOSITORY.length).split(':')
  const context = rest.join(':')
  const known = context === PULL_REQUEST || [BRANCH, TAG, ENVIRONMENT].some((begin) => context.startsWith(begin))
  return known && repository.split('/').length === 2 ? { repository, context } : undefined
}

function contextInWords({ context }: Subject): string {
  if (context === PULL_REQUEST)
    return 'The subject is that of every pull request: a condition that names a branch (…:ref:refs/heads/main) does not match it.'
  if (context.startsWith(ENVIRONMENT)) {
    return `The job runs in the environment ${context.slice(ENVIRONMENT.length)}, which stands in the subject in place of the branch: a condition that names a branch (…:ref:refs/heads/main) does not match it.`
  }
  const [what, name] = context.startsWith(TAG) ? ['tag', context.slice(TAG.length)] : ['branch', context.slice(BRANCH.length)]
  return `The subject is that of runs for the ${what} ${name}: a condition that names another ref, an environment or pull requests does not match it.`
}

function formInWords({ repository }: Subject): string {
  const names = repository.split('/').map((part) => part.split('@')[0] ?? '')
  if (repository.includes('@')) {
    return `It carries the ids of owner and repository, as those of repositories made, renamed or transferred after 15 July 2026 have: a condition on repo:${names.join('/')}:… does not match it.`
  }
  return `It carries no ids: a condition on repo:${names.map((name) => `${name}@ID`).join('/')}:… does not match it.`
}
