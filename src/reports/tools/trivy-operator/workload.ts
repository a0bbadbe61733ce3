import { type KubernetesObject, kubernetesObject } from '../../native/kubernetes-object.js'
import { withDigest } from '../../vocabulary/image-name.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** What a report is about; its name has the container in it. */
export interface Workload extends KubernetesObject {
  /** As it was scanned. */
  readonly image: string | undefined
}

/** Source: github.com/aquasecurity/trivy-operator, pkg/trivyoperator/constants.go: labels. */
const LABEL = 'trivy-operator.'

export function workloadOf(item: JsonObject, report: JsonObject): Workload {
  const metadata = asObject(item['metadata'])
  const labels = asObject(metadata?.['labels'])
  const label = (name: string) => asText(labels?.[`${LABEL}${name}`])
  const object = kubernetesObject({
    kind: label('resource.kind'),
    namespace: label('resource.namespace') ?? metadata?.['namespace'],
    name: label('resource.name') ?? metadata?.['name'],
  })
  const { id, name, inWords } = object ?? NOTHING_KNOWN
  const container = label('container.name')
  return { id, inWords, name: container === undefined ? name : `${name}, container ${container}`, image: imageOf(report) }
}

const NOTHING_KNOWN: KubernetesObject = { id: '', name: 'The workload', inWords: (text) => text }

function imageOf(report: JsonObject): string | undefined {
  const artifact = asObject(report['artifact'])
  const [repository, tag, digest] = [artifact?.['repository'], artifact?.['tag'], artifact?.['digest']].map(asText)
  if (repository === undefined) return undefined
  const server = asText(asObject(report['registry'])?.['server'])
  const name = server === undefined ? repository : `${server}/${repository}`
  return withDigest(tag === undefined ? name : `${name}:${tag}`, digest === undefined ? [] : [`${name}@${digest}`])
}
