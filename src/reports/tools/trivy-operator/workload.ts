import { withDigest } from '../../vocabulary/image-name.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'

/** What a report is about. */
export interface Workload {
  /** `shop/Deployment/web` */
  readonly id: string
  /** `Deployment shop/web, container api` */
  readonly name: string
  /** As it was scanned. */
  readonly image: string | undefined
}

/** Source: github.com/aquasecurity/trivy-operator, pkg/trivyoperator/constants.go: labels. */
const LABEL = 'trivy-operator.'

export function workloadOf(item: JsonObject, report: JsonObject): Workload {
  const metadata = asObject(item['metadata'])
  const labels = asObject(metadata?.['labels'])
  const label = (name: string) => asText(labels?.[`${LABEL}${name}`])
  const namespace = label('resource.namespace') ?? asText(metadata?.['namespace'])
  const owner = lasting(label('resource.kind'), label('resource.name') ?? asText(metadata?.['name']) ?? '')
  const container = label('container.name')
  const said = [namespace, owner.name].filter((part) => part !== undefined).join('/')
  return {
    id: [namespace, owner.kind, owner.name].filter((part) => part !== undefined).join('/'),
    name: `${owner.kind ?? ''} ${said}`.trim().concat(container === undefined ? '' : `, container ${container}`),
    image: imageOf(report),
  }
}

/** Source: k8s.io/apimachinery, pkg/util/rand: the letters of the hash that a Deployment gives to each of its ReplicaSets. */
const HASH = /-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/

/** A ReplicaSet has another name after every roll-out; the Deployment that it is of stays. */
function lasting(kind: string | undefined, name: string): { readonly kind: string | undefined; readonly name: string } {
  return kind === 'ReplicaSet' && HASH.test(name) ? { kind: 'Deployment', name: name.replace(HASH, '') } : { kind, name }
}

function imageOf(report: JsonObject): string | undefined {
  const artifact = asObject(report['artifact'])
  const [repository, tag, digest] = [artifact?.['repository'], artifact?.['tag'], artifact?.['digest']].map(asText)
  if (repository === undefined) return undefined
  const server = asText(asObject(report['registry'])?.['server'])
  const name = server === undefined ? repository : `${server}/${repository}`
  return withDigest(tag === undefined ? name : `${name}:${tag}`, digest === undefined ? [] : [`${name}@${digest}`])
}
