import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** Whether it is an answer of the GraphQL API with Dependabot alerts somewhere in it. */
export function isQuery(record: unknown): record is JsonObject {
  return isObject(record) && connectionsOf(record).length > 0
}

/** The `vulnerabilityAlerts` of all repositories of an answer. Source: docs.github.com/graphql, RepositoryVulnerabilityAlert. */
export function connectionsOf(record: unknown): readonly JsonObject[] {
  return repositoriesOf(record).flatMap((repository) => objectsOf([repository['vulnerabilityAlerts']]))
}

/** The alerts as the REST API would answer. Which members there are the query has chosen. */
export function alertsOfQuery(record: JsonObject): readonly unknown[] {
  return repositoriesOf(record).flatMap((repository) => {
    const nodes = asObject(repository['vulnerabilityAlerts'])?.['nodes']
    if (!Array.isArray(nodes)) return []
    return nodes.map((node: unknown) => (isObject(node) ? toRest(node, repository) : node))
  })
}

/** Where queries have repositories: one, those of an owner, those of a search. */
function repositoriesOf(record: unknown): readonly JsonObject[] {
  const data = asObject(asObject(record)?.['data'])
  const owners = [data?.['organization'], data?.['viewer'], data?.['user'], data?.['enterprise']].map(
    (owner) => asObject(owner)?.['repositories'],
  )
  const lists = [data?.['search'], ...owners].flatMap((list) => objectsOf(asObject(list)?.['nodes']))
  return [...objectsOf([data?.['repository']]), ...lists]
}

function toRest(node: JsonObject, repository: JsonObject): JsonObject {
  const vulnerable = asObject(node['securityVulnerability'])
  const advisory = asObject(node['securityAdvisory']) ?? asObject(vulnerable?.['advisory'])
  return {
    number: node['number'],
    state: node['state'],
    created_at: node['createdAt'],
    repository: { full_name: asText(repository['nameWithOwner']) ?? asText(repository['name']) },
    dependency: {
      manifest_path: node['vulnerableManifestPath'] ?? node['vulnerableManifestFilename'],
      version: asText(node['vulnerableRequirements'])?.replace(/^=\s*/, ''),
    },
    security_vulnerability: {
      package: vulnerable?.['package'],
      severity: vulnerable?.['severity'],
      first_patched_version: vulnerable?.['firstPatchedVersion'],
    },
    security_advisory: advisory === undefined ? undefined : advisoryOf(advisory),
  }
}

function advisoryOf(advisory: JsonObject): JsonObject {
  const cvss = asObject(advisory['cvss'])
  return {
    ...advisory,
    ghsa_id: advisory['ghsaId'],
    cvss: { score: cvss?.['score'], vector_string: cvss?.['vectorString'] },
    cwes: objectsOf(asObject(advisory['cwes'])?.['nodes']).map(({ cweId }) => ({ cwe_id: cweId })),
    published_at: advisory['publishedAt'],
    updated_at: advisory['updatedAt'],
    withdrawn_at: advisory['withdrawnAt'],
  }
}
