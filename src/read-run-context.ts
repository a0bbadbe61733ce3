/**
 * Reads the run's context from the environment and the event payload.
 * Which commit and which stream of analyses an event stands for is one table here.
 * Source of the rules: docs.github.com, "Events that trigger workflows" and "Contexts reference".
 */
import { readFileSync } from 'node:fs'
import { redactName } from './redact/text.js'
import type { BranchScope, NamedBranch, PullRequest, RunContext } from './run-context.js'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ContextSources {
  readonly environment: Environment
  /** The parsed event file; `{}` when there is none. */
  readonly event: unknown
  /** Asks GitHub for the default branch's name. Called only when the event does not tell it. */
  lookUpDefaultBranch(): Promise<string | undefined>
  /** Asks GitHub for the repository's custom properties. Called only when the event says nothing of the repository. */
  lookUpCustomProperties(): Promise<unknown>
  readonly currentDirectory: string
  readonly temporaryDirectory: string
}

/** What one event says: the scanned commit, its branch for people, the stream it belongs to. */
interface Subject {
  /** Absent when it does not matter or is known. */
  readonly defaultBranchKnown?: boolean
  readonly sha: string
  readonly branch: string
  readonly scope: BranchScope
  readonly pullRequest?: PullRequest
  readonly deletedBranch?: NamedBranch
}

/** @returns the parsed event file; `{}` when there is none or it cannot be read, as when the action is started by hand */
export function readEvent(path: string | undefined): unknown {
  try {
    return path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as unknown)
  } catch {
    return {}
  }
}

/** @returns the context; missing variables become empty strings, as outside of GitHub */
export async function readRunContext(sources: ContextSources): Promise<RunContext> {
  const { environment, event } = sources
  const text = (name: string) => environment[name] ?? ''
  const serverUrl = withoutLastSlashes(text('GITHUB_SERVER_URL') || 'https://github.com')
  const repository = text('GITHUB_REPOSITORY')
  const runId = text('GITHUB_RUN_ID')
  const runAttempt = positiveInteger(text('GITHUB_RUN_ATTEMPT')) ?? 1
  const subject = withoutCredentials(await subjectOf(sources))
  const apiUrl = text('GITHUB_API_URL') || 'https://api.github.com'
  return {
    serverUrl,
    apiUrl,
    graphqlUrl: text('GITHUB_GRAPHQL_URL') || graphqlUrlOf(apiUrl),
    repository,
    ...optional('repositoryId', text('GITHUB_REPOSITORY_ID') || idOf(at(event, 'repository', 'id'))),
    eventName: text('GITHUB_EVENT_NAME'),
    ...optional('environment', redactName(stringOf(at(event, 'deployment', 'environment')) ?? '')),
    ...(await customProperties(sources)),
    defaultBranchKnown: true,
    ...subject,
    checkedOutSha: text('GITHUB_SHA') || subject.sha,
    runId,
    runNumber: positiveInteger(text('GITHUB_RUN_NUMBER')) ?? 0,
    runAttempt,
    workflow: redactName(text('GITHUB_WORKFLOW')),
    workflowFile: workflowFile(text('GITHUB_WORKFLOW_REF'), repository),
    job: text('GITHUB_JOB'),
    step: text('GITHUB_ACTION'),
    runUrl: runUrl(serverUrl, repository, runId, runAttempt),
    actor: text('GITHUB_ACTOR'),
    workspace: text('GITHUB_WORKSPACE') || sources.currentDirectory,
    tempDirectory: text('RUNNER_TEMP') || sources.temporaryDirectory,
    systemTempDirectory: sources.temporaryDirectory,
  }
}

/**
 * A payload without a repository must not look like a repository without properties: its findings would be sent again without them, and again with
 * them after the next push. Source: octokit/webhooks, schema of `repository`, `custom_properties`.
 */
async function customProperties({ event, lookUpCustomProperties }: ContextSources): Promise<Pick<RunContext, 'customProperties'>> {
  const isTold = at(event, 'repository') !== undefined
  const found = isTold ? at(event, 'repository', 'custom_properties') : await lookUpCustomProperties()
  return typeof found === 'object' && found !== null ? { customProperties: { ...found } } : {}
}

/**
 * `<owner>/<repository>/<path>@<ref>` without the ref, and without the repository where it is ours: a workflow file survives that one's renaming.
 * Source: docs.github.com, "Variables reference", GITHUB_WORKFLOW_REF.
 */
function workflowFile(reference: string, repository: string): string {
  const file = reference.replace(/@.*$/s, '')
  const own = `${repository.toLowerCase()}/`
  return file.toLowerCase().startsWith(own) ? file.slice(own.length) : file
}

/** Names of branches are shown. The scope keeps them as they are, to tell branches apart; its Ids do without. */
function withoutCredentials(subject: Subject): Subject {
  const { branch, pullRequest } = subject
  return {
    ...subject,
    branch: redactName(branch),
    ...(pullRequest !== undefined && { pullRequest: { ...pullRequest, headRef: redactName(pullRequest.headRef) } }),
  }
}

/** Events about a pull request, whatever commit the runner checked out. */
const PULL_REQUEST_EVENTS = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment']

async function subjectOf(sources: ContextSources): Promise<Subject> {
  const { environment, event } = sources
  const name = environment['GITHUB_EVENT_NAME'] ?? ''
  if (PULL_REQUEST_EVENTS.includes(name)) return pullRequestSubject(event, environment)
  // Its GITHUB_REF is the default branch, but who answers a comment on a pull request has that pull request checked out.
  if (name === 'issue_comment' && at(sources.event, 'issue', 'pull_request') !== undefined) return pullRequestSubject(event, environment)
  if (name === 'merge_group') return mergeGroupSubject(event, environment)
  if (name === 'workflow_run') return await workflowRunSubject(sources)
  return await refSubject(sources)
}

/** Never a branch, even when the event does not tell the pull request: GITHUB_REF may be the base branch. */
function pullRequestSubject(event: unknown, environment: Environment): Subject {
  const number = pullRequestNumber(event, environment)
  const headSha = stringOf(at(event, 'pull_request', 'head', 'sha')) ?? environment['GITHUB_SHA'] ?? ''
  const headRef = stringOf(at(event, 'pull_request', 'head', 'ref')) ?? environment['GITHUB_HEAD_REF'] ?? ''
  const baseRef = stringOf(at(event, 'pull_request', 'base', 'ref')) ?? environment['GITHUB_BASE_REF'] ?? ''
  const headRepository = stringOf(at(event, 'pull_request', 'head', 'repo', 'full_name'))
  const repository = stringOf(at(event, 'repository', 'full_name')) ?? environment['GITHUB_REPOSITORY']
  return {
    sha: headSha,
    branch: headRef,
    scope: pullRequestScope(number, `${headRepository ?? ''}:${headRef}`),
    // A deleted fork has no head repository at all: then it is not this one.
    pullRequest: { number, headSha, headRef, baseRef, fromFork: headRepository !== repository },
  }
}

/** 0 when neither the event nor the reference tells it. */
function pullRequestNumber(event: unknown, environment: Environment): number {
  const number = at(event, 'pull_request', 'number') ?? at(event, 'issue', 'number')
  if (typeof number === 'number') return number
  return positiveInteger(/^refs\/pull\/(\d+)\//.exec(environment['GITHUB_REF'] ?? '')?.[1] ?? '') ?? 0
}

function pullRequestScope(number: number, head: string): BranchScope {
  return { kind: 'pull-request', number, ...(number === 0 && { head }) }
}

function mergeGroupSubject(event: unknown, environment: Environment): Subject {
  const ref = stringOf(at(event, 'merge_group', 'head_ref')) ?? environment['GITHUB_REF'] ?? ''
  const name = ref.replace(/^refs\/heads\//, '')
  const sha = stringOf(at(event, 'merge_group', 'head_sha')) ?? environment['GITHUB_SHA'] ?? ''
  return { sha, branch: name, scope: { kind: 'merge-group', name } }
}

/**
 * A run after another run: GITHUB_SHA and GITHUB_REF are the default branch's, the scanned commit is the other run's.
 * Where the event does not tell that commit and its branch, the results are nobody's, least of all the default branch's.
 */
async function workflowRunSubject(sources: ContextSources): Promise<Subject> {
  const { event, environment } = sources
  const sha = stringOf(at(event, 'workflow_run', 'head_sha'))
  const branch = stringOf(at(event, 'workflow_run', 'head_branch'))
  const headRepository = stringOf(at(event, 'workflow_run', 'head_repository', 'full_name'))
  const fromFork = headRepository !== (stringOf(at(event, 'repository', 'full_name')) ?? environment['GITHUB_REPOSITORY'])
  const trigger = stringOf(at(event, 'workflow_run', 'event')) ?? ''
  if (sha !== undefined && branch !== undefined && !fromFork && !trigger.startsWith('pull_request')) {
    return { sha, branch, ...(await branchStream(branch, sources)) }
  }
  return runOfPullRequest(event, { sha: sha ?? '', branch: branch ?? '', headRepository: headRepository ?? '', fromFork })
}

interface Head {
  readonly sha: string
  readonly branch: string
  readonly headRepository: string
  readonly fromFork: boolean
}

function runOfPullRequest(event: unknown, { sha, branch, headRepository, fromFork }: Head): Subject {
  const first = ownPullRequests(event)[0]
  const number = at(first, 'number')
  // A pull request from a fork is not listed in the payload: its number is unknown, and 0 is nobody's.
  const known = typeof number === 'number' ? number : 0
  return {
    sha,
    branch,
    scope: pullRequestScope(known, `${headRepository}:${branch}`),
    pullRequest: { number: known, headSha: sha, headRef: branch, baseRef: stringOf(at(first, 'base', 'ref')) ?? '', fromFork },
  }
}

/**
 * GitHub lists all that have this branch as their head: a fork's to the repository it is a fork of, too, whose numbers are that one's.
 * Source: docs.github.com, "Webhook events and payloads", workflow_run, `pull_requests`, `base.repo`.
 */
function ownPullRequests(event: unknown): readonly unknown[] {
  const listed = at(event, 'workflow_run', 'pull_requests')
  const own = at(event, 'repository', 'id')
  if (!Array.isArray(listed)) return []
  return listed.filter((one) => own === undefined || (at(one, 'base', 'repo', 'id') ?? own) === own)
}

async function refSubject(sources: ContextSources): Promise<Subject> {
  const ref = sources.environment['GITHUB_REF'] ?? ''
  const sha = sources.environment['GITHUB_SHA'] ?? ''
  if (at(sources.event, 'deleted') === true || sources.environment['GITHUB_EVENT_NAME'] === 'delete') return deletionSubject(sources, sha)
  const tag = /^refs\/tags\/(.+)$/.exec(ref)?.[1]
  if (tag !== undefined) return { sha, branch: tag, scope: { kind: 'tag', name: tag } }
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? (sources.environment['GITHUB_REF_NAME'] || '')
  // A deployment of a commit names no branch: the commit, like a tag, never changes.
  if (branch === '' && sha !== '') return { sha, branch: sha, scope: { kind: 'tag', name: sha } }
  return { sha, branch, ...(await branchStream(branch, sources)) }
}

/**
 * "When you delete a branch, the SHA in the workflow run (and its associated refs) reverts to the default branch of the repository":
 * docs.github.com, "Events that trigger workflows", push; `delete` has that commit too. So what is checked out is the default branch, whatever
 * branch the event is about.
 */
async function deletionSubject(sources: ContextSources, sha: string): Promise<Subject> {
  const defaultBranch = stringOf(at(sources.event, 'repository', 'default_branch')) ?? (await sources.lookUpDefaultBranch())
  const gone = deletedName(sources)
  const isAnother = gone !== undefined && defaultBranch !== undefined && gone !== defaultBranch
  return {
    sha,
    branch: defaultBranch ?? '',
    scope: { kind: 'default-branch' },
    ...(isAnother && { deletedBranch: namedBranch(gone) }),
  }
}

/** Nothing for a tag. `delete` names the branch alone, `push` the whole reference. */
function deletedName({ environment, event }: ContextSources): string | undefined {
  const ref = stringOf(at(event, 'ref')) ?? ''
  if (environment['GITHUB_EVENT_NAME'] === 'delete') return at(event, 'ref_type') === 'branch' ? stringOf(ref) : undefined
  return environment['GITHUB_EVENT_NAME'] === 'push' && ref.startsWith(BRANCHES) ? stringOf(ref.slice(BRANCHES.length)) : undefined
}

const BRANCHES = 'refs/heads/'

/**
 * Branches of GitHub's merge queue, which it makes and removes itself. Pushing them is a `push` like any other.
 * Source: docs.github.com, "Managing a merge queue".
 */
const MERGE_QUEUE = 'gh-readonly-queue/'

function namedBranch(name: string): NamedBranch {
  return { kind: name.startsWith(MERGE_QUEUE) ? 'merge-group' : 'branch', name }
}

async function branchStream(branch: string, sources: ContextSources): Promise<Pick<Subject, 'scope' | 'defaultBranchKnown'>> {
  const named = namedBranch(branch)
  if (named.kind === 'merge-group') return { scope: named }
  // A schedule always runs on the default branch, and its payload need not name the repository.
  if (sources.environment['GITHUB_EVENT_NAME'] === 'schedule') return { scope: { kind: 'default-branch' } }
  const defaultBranch = stringOf(at(sources.event, 'repository', 'default_branch')) ?? (await sources.lookUpDefaultBranch())
  if (branch === defaultBranch) return { scope: { kind: 'default-branch' } }
  return { scope: named, defaultBranchKnown: defaultBranch !== undefined }
}

/** `https://<host>/api/v3` has its sibling at `https://<host>/api/graphql`: docs.github.com, GitHub Enterprise Server, "Forming calls with GraphQL". */
function graphqlUrlOf(apiUrl: string): string {
  return `${apiUrl.replace(/\/+$/, '').replace(/\/v3$/, '')}/graphql`
}

function runUrl(serverUrl: string, repository: string, runId: string, attempt: number): string {
  if (repository === '' || runId === '') return ''
  const run = `${serverUrl}/${repository}/actions/runs/${encodeURIComponent(runId)}`
  return attempt > 1 ? `${run}/attempts/${attempt}` : run
}

/** Walks into parsed JSON by own properties only. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  let current = value
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string | number, unknown>)[key]
  }
  return current
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function idOf(value: unknown): string {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : ''
}

function positiveInteger(text: string): number | undefined {
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined
}

function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value === '' ? {} : ({ [key]: value } as Record<K, string>)
}

function withoutLastSlashes(url: string): string {
  let end = url.length
  while (url[end - 1] === '/') end--
  return url.slice(0, end)
}
