import { asText } from '../vocabulary/json.js'

/** An object of a cluster, which is no file of the repository. */
export interface KubernetesObject {
  /** `shop/Deployment/web` */
  readonly id: string
  /** `Deployment shop/web` */
  readonly name: string
  /** A text of the report with the name that outlives roll-outs, should it have the other one. */
  inWords(text: string): string
}

/** Source: k8s.io/apimachinery, pkg/util/rand: the letters of the hash that a Deployment gives to each of its ReplicaSets. */
const HASH = /-[bcdfghjklmnpqrstvwxz2456789]{6,10}$/

/** A ReplicaSet has another name after every roll-out; the Deployment that it is of stays. `undefined` for one without a name. */
export function kubernetesObject(facts: {
  readonly kind: unknown
  readonly namespace: unknown
  readonly name: unknown
}): KubernetesObject | undefined {
  const [kind, namespace, written] = [facts.kind, facts.namespace, facts.name].map(asText)
  if (written === undefined) return undefined
  const isRolledOut = kind === 'ReplicaSet' && HASH.test(written)
  const name = isRolledOut ? written.replace(HASH, '') : written
  const word = isRolledOut ? 'Deployment' : kind
  return {
    id: [namespace, word, name].filter((part) => part !== undefined).join('/'),
    name: `${word ?? ''} ${namespace === undefined ? name : `${namespace}/${name}`}`.trim(),
    inWords: (text) => text.replaceAll(written, name),
  }
}
