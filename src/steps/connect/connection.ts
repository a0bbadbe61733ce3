/** The way to Security Hub, or the reason why there is none. */
import { type ErrorCode, UserError } from '../../errors.js'
import { isRepository, type RunContext } from '../../run-context.js'
import type { SecurityHub, Target } from '../../securityhub/port.js'
import type { Ignorance } from '../compare/plan.js'

/** Security Hub of one account and Region. */
export interface Connection {
  readonly hub: SecurityHub
  readonly target: Target
  /** The deployment environment of the job, once the job has signed in with its ID token and that has told it. */
  environment?(): string | undefined
}

export type Connecting =
  | { readonly connection: Connection }
  /** `error` is absent where no connection is asked for: in a dry run, and with a baseline. */
  | { readonly connection: undefined; readonly error: UserError | undefined }

/** @param open finds credentials and the account; throws UserError */
export async function connect(open: () => Promise<Connection>): Promise<Connecting> {
  try {
    return { connection: await open() }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { connection: undefined, error }
  }
}

/**
 * Without a repository all repositories of the account would be one: each would archive what the others found.
 * @throws UserError NO_REPOSITORY
 */
export function mustHaveRepository({ repository }: Pick<RunContext, 'repository'>): void {
  if (isRepository(repository)) return
  throw new UserError('NO_REPOSITORY', 'It is not known which repository was scanned: GITHUB_REPOSITORY does not name one.', {
    hint: 'In a workflow GitHub sets it. Elsewhere set GITHUB_REPOSITORY to `owner/name` and, so that a rename changes nothing, GITHUB_REPOSITORY_ID.',
  })
}

/** Its runs get a read-only token and none of the Actions secrets: docs.github.com, "Troubleshooting Dependabot on GitHub Actions". */
const DEPENDABOT = 'dependabot[bot]'

/**
 * Events that run what is on the default branch, with its credentials, whoever made the pull request: docs.github.com, "Events that trigger
 * workflows". Of Dependabot's, `pull_request_target` is treated like `pull_request`.
 */
const TRUSTED_EVENTS: ReadonlySet<string> = new Set(['workflow_run', 'issue_comment'])

type Trigger = Pick<RunContext, 'pullRequest' | 'actor' | 'eventName'>

/** Whose run it is that GitHub gives neither secrets nor an ID token; nothing for a run that can have them. */
export function withoutCredentials({ pullRequest, actor, eventName }: Trigger): string | undefined {
  if (TRUSTED_EVENTS.has(eventName)) return undefined
  if (actor === DEPENDABOT) return "A run that Dependabot starts gets Dependabot's secrets only."
  return pullRequest?.fromFork && eventName !== 'pull_request_target' ? 'A pull request from a fork gets no credentials.' : undefined
}

/** Why nothing is known of earlier runs. */
export function whyUnknown(error: UserError | undefined, trigger: Trigger): Pick<Ignorance, 'because' | 'code'> {
  if (error === undefined) return { because: 'This is a dry run: Security Hub was not asked.' }
  const { code, message, hint } = error
  // A repository can let pull requests from forks have a token: one that was refused is a matter of set-up like any other.
  const why = WITHOUT_CREDENTIALS.has(code) ? withoutCredentials(trigger) : undefined
  if (why !== undefined) return { code, because: `${why} ${message}` }
  return { code, because: hint === undefined ? message : `${message}\n${hint}` }
}

/** Pull requests from forks and of Dependabot never have any: nothing to be warned of. */
const WITHOUT_CREDENTIALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['NO_CREDENTIALS', 'NO_ID_TOKEN'])

export function isForWantOfCredentials({ code }: Ignorance): boolean {
  return code !== undefined && WITHOUT_CREDENTIALS.has(code)
}
