import type { StatedSeverity } from '../../../finding.js'
import { severityOf } from '../../native/severity.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { bandOf } from '../../vocabulary/severity-bands.js'
import type { Resource } from './resource.js'

/** As the tool itself links them: `cis-5-7-2`. Source: cautils/controllink.go of github.com/kubescape/kubescape. */
export function pageOf(id: string): string | undefined {
  return /^[A-Za-z0-9.-]{1,40}$/.test(id) ? `https://hub.armosec.io/docs/${id.toLowerCase().replaceAll('.', '-')}` : undefined
}

/** Kubescape cuts its factor (0 to 10) into bands as CVSS does; 0 is unknown. Source: reporthandling/apis/severity.go. */
export function severityOfFactor(factor: unknown): StatedSeverity {
  return typeof factor === 'number' && factor > 0 ? { label: bandOf(factor), original: String(factor) } : severityOf({})
}

export function messageOf(resource: Resource, control: string): string {
  return `${resource.name} does not pass the control "${control}".`
}

/** Sets of controls that stand for no benchmark. */
const NO_BENCHMARK = /^(?:all-?controls|clusterscan|workloadscan|security)$/i

/** `NSA/C-0017`: the benchmarks among the frameworks that have the control. */
export function requirementsOf(id: string, frameworks: readonly JsonObject[]): readonly string[] {
  const names = frameworks.flatMap(({ name, version }) => {
    const text = asText(name)
    return text === undefined || NO_BENCHMARK.test(text) ? [] : [[text, asText(version)].filter((part) => part !== undefined).join(' ')]
  })
  return names.length === 0 ? [id] : names.map((name) => `${name}/${id}`)
}
