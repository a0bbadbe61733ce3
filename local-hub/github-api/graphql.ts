/** The GraphQL end point: a part of GitHub's schema, with GitHub's refusals. */
import { buildSchema, execute, GraphQLError, type GraphQLScalarType, parse, validate } from 'graphql'
import { pullRequestNode } from './comments.js'
import type { Fault } from './faults.js'
import { gatewayPage, jsonReply, type Reply, refusal } from './http.js'
import type { Settings } from './options.js'
import { type ApiState, accessTo, mayOnPullRequests, type Repository } from './state.js'

/** Source: docs.github.com/public/fpt/schema.docs.graphql. */
const SCHEMA = buildSchema(`
  scalar GitObjectID
  scalar BigInt
  type Query { repository(owner: String!, name: String!, followRenames: Boolean = true): Repository }
  type Repository { nameWithOwner: String! isPrivate: Boolean! object(expression: String, oid: GitObjectID): GitObject
    pullRequest(number: Int!): PullRequest }
  type PullRequest { locked: Boolean! comments(last: Int!, before: String): IssueCommentConnection! }
  type IssueCommentConnection { nodes: [IssueComment] pageInfo: PageInfo! }
  type IssueComment { fullDatabaseId: BigInt viewerDidAuthor: Boolean! body: String! }
  type PageInfo { hasPreviousPage: Boolean! startCursor: String }
  interface GitObject { oid: GitObjectID! abbreviatedOid: String! }
  type Commit implements GitObject { oid: GitObjectID! abbreviatedOid: String! }
  type Tree implements GitObject { oid: GitObjectID! abbreviatedOid: String! }
  type Blob implements GitObject {
    oid: GitObjectID! abbreviatedOid: String! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String
  }
`)

function checkObjectIds(): void {
  const scalar = SCHEMA.getType('GitObjectID') as GraphQLScalarType
  scalar.parseValue = (value) => {
    if (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value)) return value
    throw new GraphQLError('Could not coerce value to GitObjectID')
  }
}
checkObjectIds()

export interface QueryBody {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** @returns `undefined` for what is no query */
export function queryIn(body: string): QueryBody | undefined {
  try {
    const { query, variables } = JSON.parse(body) as { readonly query?: unknown; readonly variables?: unknown }
    if (typeof query !== 'string') return undefined
    return { query, variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {} }
  } catch {
    return undefined
  }
}

export interface QueryOptions {
  readonly body: string
  readonly token: string
  readonly fault: Fault | undefined
}

/** GitHub answers HTTP 200 to a query that it refuses: docs.github.com, "Forming calls with GraphQL". */
export async function answerGraphQl(state: ApiState, { body, token, fault }: QueryOptions): Promise<Reply> {
  const asked = queryIn(body)
  if (asked === undefined) return refusal(400, 'Problems parsing JSON')
  const document = parsed(asked.query)
  if (document instanceof GraphQLError) return jsonReply({ errors: [document] })
  const errors = validate(SCHEMA, document)
  if (errors.length > 0) return jsonReply({ errors })
  const tally: Tally = { objects: 0, bytes: 0, errors: [] }
  const rootValue = {
    repository: (by: { owner: string; name: string }) => repositoryAt(state, `${by.owner}/${by.name}`, token, { tally, fault }),
  }
  const result = await execute({ schema: SCHEMA, document, rootValue, variableValues: asked.variables })
  const { settings } = state
  if (tally.objects > settings.objectsPerQuery) return jsonReply({ errors: [tooManyNodes(tally.objects, settings)] })
  if (tally.bytes > settings.bytesPerQuery) return gatewayPage(502)
  return jsonReply({ ...result, ...(tally.errors.length > 0 && { errors: tally.errors }) })
}

/** What one query has come to. */
interface Tally {
  objects: number
  bytes: number
  readonly errors: unknown[]
}

function parsed(query: string) {
  try {
    return parse(query)
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError('Parse error')
  }
}

function tooManyNodes(objects: number, { objectsPerQuery }: Settings) {
  const message = `This query requests up to ${objects} possible nodes which exceeds the maximum limit of ${objectsPerQuery}.`
  return { type: 'MAX_NODE_LIMIT_EXCEEDED', message }
}

interface Asking {
  readonly tally: Tally
  readonly fault: Fault | undefined
}

function repositoryAt(state: ApiState, name: string, token: string, { tally, fault }: Asking) {
  const repository = state.repositories.get(name.toLowerCase())
  const access = accessTo(state, name, token)
  if (repository === undefined || access === 'none') {
    const message = `Could not resolve to a Repository with the name '${name}'.`
    tally.errors.push({ type: 'NOT_FOUND', path: ['repository'], message })
    return null
  }
  return {
    nameWithOwner: repository.name,
    isPrivate: repository.private,
    pullRequest: (by: { number: number }) => pullRequestAt(state, repository, by.number, { token, tally }),
    object: (by: ObjectName) => {
      if (access === 'no-contents') return forbidden(tally, ['repository', 'object'])
      tally.objects += 1
      if (fault?.kind !== 'resource-limits' || tally.objects % 2 === 0) return objectAt(repository, by, state.settings, tally)
      if (tally.errors.length === 0)
        tally.errors.push({ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' })
      return null
    },
  }
}

function forbidden({ errors }: Tally, path: readonly string[]): null {
  errors.push({ type: 'FORBIDDEN', path, message: 'Resource not accessible by integration' })
  return null
}

interface Viewing {
  readonly token: string
  readonly tally: Tally
}

function pullRequestAt(state: ApiState, repository: Repository, number: number, { token, tally }: Viewing) {
  const path = ['repository', 'pullRequest']
  const pullRequest = repository.pullRequests.get(number)
  if (pullRequest === undefined || pullRequest.state === 'gone') {
    tally.errors.push({ type: 'NOT_FOUND', path, message: `Could not resolve to a PullRequest with the number of ${number}.` })
    return null
  }
  if (!mayOnPullRequests(state, repository, token, 'read')) return forbidden(tally, path)
  return pullRequestNode(pullRequest, state.tokens.get(token)?.login)
}

interface ObjectName {
  readonly oid?: string
  readonly expression?: string
}

/** Of expressions only `<commit>:<path>` and whole ids. */
function objectAt({ objects }: Repository, { oid, expression }: ObjectName, settings: Settings, tally: Tally) {
  const name = oid ?? oidOf(expression ?? '', (commit) => objects.tree(commit))
  const type = name === undefined ? undefined : objects.type(name)
  if (name === undefined || type === undefined) return null
  const object = { oid: name, abbreviatedOid: name.slice(0, 7) }
  if (type === 'commit') return { __typename: 'Commit', ...object }
  const bytes = objects.blob(name)
  return bytes === undefined ? { __typename: 'Tree', ...object } : blobOf(object, bytes, settings, tally)
}

function oidOf(expression: string, treeOf: (commit: string) => readonly { readonly path: string; readonly oid: string }[] | undefined) {
  const [, commit = '', path] = /^([^:]+)(?::([\s\S]*))?$/.exec(expression) ?? []
  return path === undefined ? commit : treeOf(commit)?.find((entry) => entry.path === path)?.oid
}

function blobOf(object: { readonly oid: string; readonly abbreviatedOid: string }, bytes: Buffer, { textBytes }: Settings, tally: Tally) {
  const isBinary = bytes.subarray(0, 8000).includes(0)
  const text = () => {
    tally.bytes += Math.min(bytes.length, textBytes)
    return isBinary ? null : recoded(bytes.subarray(0, textBytes))
  }
  return { __typename: 'Blob', ...object, byteSize: bytes.length, isBinary, isTruncated: bytes.length > textBytes, text }
}

/** GitHub guesses the encoding of what is not UTF-8; most of it is Latin-1. */
function recoded(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}
