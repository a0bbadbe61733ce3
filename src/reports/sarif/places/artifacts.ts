import { isAbsolutePath, isAbsoluteUri } from '../../paths/paths.js'
import { asIndex, asObject, asText, type JsonObject, objectsOf, ownValue } from '../../vocabulary/json.js'

/** What an artifact location (§3.4) comes to. */
export interface ResolvedArtifact {
  /** Absolute when the bases lead to something absolute, else as far as it could be put together. */
  readonly uri: string
  /** The part below the absolute base, when there is one: what the URI would be if that base were the repository root. */
  readonly relative?: string
  /** The base that gave the absolute part. */
  readonly base?: { readonly id: string; readonly uri: string }
  /** The path through containers to a nested artifact (§3.24.4), outermost first; `uri` is then the container. */
  readonly nested: readonly string[]
}

/**
 * Puts the URI of an artifact location together: `uri`, or the artifact that `index` names, through the containers around it and
 * `originalUriBaseIds` (§3.14.14). A base that is missing, has no URI or goes round in a circle leaves the relative part as it is.
 */
export function resolveArtifact(run: JsonObject, location: JsonObject): ResolvedArtifact | undefined {
  const found = outermost(run, location)
  if (found === undefined) return undefined
  const { uri, baseId, nested } = found
  if (isAbsoluteUri(uri) || isAbsolutePath(uri)) return { uri, nested }
  return { ...applyBases(run, uri, baseId), nested }
}

/** Chains of containers and of bases are short; a hostile report could make them long. */
const DEEPEST = 64

interface Outermost {
  readonly uri: string
  readonly baseId: unknown
  readonly nested: readonly string[]
}

function outermost(run: JsonObject, location: JsonObject): Outermost | undefined {
  const artifacts = run['artifacts']
  const index = asIndex(location['index'])
  const own = asText(location['uri'])
  const first = index === undefined || !Array.isArray(artifacts) ? undefined : asObject(artifacts[index])
  const nested: string[] = []
  let artifact = first
  let uri = own ?? asText(asObject(first?.['location'])?.['uri'])
  let baseId = own === undefined ? asObject(first?.['location'])?.['uriBaseId'] : location['uriBaseId']
  const seen = new Set<unknown>([first])
  for (
    let parent = parentOf(artifact, artifacts);
    parent !== undefined && !seen.has(parent) && seen.size < DEEPEST;
    parent = parentOf(artifact, artifacts)
  ) {
    seen.add(parent)
    nested.unshift(uri ?? `@${asIndex(artifact?.['offset']) ?? '?'}`)
    artifact = parent
    uri = asText(asObject(artifact['location'])?.['uri'])
    baseId = asObject(artifact['location'])?.['uriBaseId']
  }
  return uri === undefined ? undefined : { uri: withoutCommit(uri), baseId, nested }
}

/** `git show <commit>:<path>`: scanners of a repository's history (2ms) name a file as it was. Encoded or not. */
const AT_COMMIT = /^(?:git(?: |%20)show(?: |%20)[0-9a-f]{7,64}|[0-9a-f]{40}|[0-9a-f]{64})(?::|%3a)(?=[^/])/i

function withoutCommit(uri: string): string {
  return uri.replace(AT_COMMIT, '')
}

function parentOf(artifact: JsonObject | undefined, artifacts: unknown): JsonObject | undefined {
  const index = asIndex(artifact?.['parentIndex'])
  return index === undefined || !Array.isArray(artifacts) ? undefined : asObject(artifacts[index])
}

function applyBases(run: JsonObject, uri: string, baseId: unknown): Omit<ResolvedArtifact, 'nested'> {
  const seen = new Set<string>()
  let relative = uri
  let id = asText(baseId)
  while (id !== undefined) {
    if (seen.has(id) || seen.size === DEEPEST) return { uri }
    seen.add(id)
    const base = asObject(ownValue(run['originalUriBaseIds'], id))
    const prefix = asText(base?.['uri'])
    if (prefix !== undefined) {
      const joined = withSlash(prefix) + relative
      if (isAbsoluteUri(prefix) || isAbsolutePath(prefix)) return { uri: joined, relative, base: { id, uri: withSlash(prefix) } }
      relative = joined
    }
    id = asText(base?.['uriBaseId'])
  }
  return { uri: relative }
}

/** Bases must end with a slash (§3.14.14); the specification's own examples do not. */
function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`
}

/**
 * The directories that this run says are the repository: where its version control says the checkout was (§3.23.8), and the first
 * invocation's working directory, which code scanning uses too. With several checkouts nobody says which is ours.
 */
export function statedRoots(run: JsonObject): readonly string[] {
  const mapped = objectsOf(run['versionControlProvenance'])
    .map((details) => asObject(details['mappedTo']))
    .filter((place) => place !== undefined)
  const checkout = mapped.length === 1 && mapped[0] !== undefined ? directory(run, mapped[0]) : undefined
  return [checkout, ...workingDirectories(run)].filter((root) => root !== undefined)
}

/** Where the first invocation ran. */
export function workingDirectories(run: JsonObject): readonly string[] {
  const working = asObject(objectsOf(run['invocations'])[0]?.['workingDirectory'])
  return [working && directory(run, working)].filter((root) => root !== undefined)
}

/** Runs have a handful of bases; a hostile one could have any number. */
const MOST_BASES = 64

/** The absolute directories that paths of this run may count from, whatever they are called. */
export function basesOf(run: JsonObject): readonly string[] {
  const ids = Object.keys(asObject(run['originalUriBaseIds']) ?? {}).slice(0, MOST_BASES)
  return ids.map((uriBaseId) => directory(run, { uriBaseId })).filter((uri) => uri !== undefined)
}

function directory(run: JsonObject, location: JsonObject): string | undefined {
  const baseId = asText(location['uriBaseId'])
  if (asText(location['uri']) !== undefined || baseId === undefined) return resolveArtifact(run, location)?.uri
  const { base, relative } = applyBases(run, '', baseId)
  return base && base.uri + (relative ?? '')
}
