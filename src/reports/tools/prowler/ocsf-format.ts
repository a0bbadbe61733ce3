import type { Tool } from '../../../finding.js'
import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach } from '../../native/readings.js'
import { asObject, asText, isObject, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { type CheckFacts, readCheck } from './check.js'
import { requirementsOf } from './requirements.js'

/** Security, Compliance and Detection Finding. Source: schema.ocsf.io, findings. */
const CLASSES: ReadonlySet<unknown> = new Set([2001, 2003, 2004])

/** Source of the members: schema.ocsf.io 1.1 to 1.5; github.com/prowler-cloud/prowler, prowler/lib/outputs/ocsf/ocsf.py. */
export const ocsf: RecordsFormat = {
  shape: 'records',
  id: 'ocsf',
  name: 'OCSF findings',
  tool: { name: 'OCSF' },
  covers: 'OCSF Detection and Compliance Findings of Prowler 3 and later: AWS, Azure, Google Cloud, Kubernetes and others',
  command: 'prowler aws --output-formats json-ocsf',
  clean: ['[]'],
  detect: (first) => CLASSES.has(first['class_uid']) && (has(first, 'finding_info') || has(first, 'finding')) && has(first, 'metadata'),
  read: (records, { places }) => ({
    tool: toolOf(records.find(isObject) ?? {}),
    readings: () => readEach(records, '', (event) => readCheck(checkOf(event), places)),
  }),
}

function toolOf(event: JsonObject): Partial<Tool> {
  const product = productOf(event)
  const known = { name: asText(product?.['name']), version: asText(product?.['version']), vendor: asText(product?.['vendor_name']) }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

function productOf(event: JsonObject): JsonObject | undefined {
  return asObject(asObject(event['metadata'])?.['product'])
}

function checkOf(event: JsonObject): CheckFacts {
  // `finding` until OCSF 1.0, which Prowler 3 writes.
  const info = asObject(event['finding_info']) ?? asObject(event['finding'])
  const remediation = asObject(event['remediation']) ?? asObject(info?.['remediation'])
  const unmapped = asObject(event['unmapped'])
  return {
    id: asText(asObject(event['metadata'])?.['event_code']) ?? asText(asObject(productOf(event)?.['feature'])?.['uid']) ?? info?.['title'],
    title: info?.['title'],
    description: info?.['desc'],
    risk: event['risk_details'] ?? asObject(info?.['supporting_data'])?.['Risk'],
    ...standingOf(event),
    severity: event['severity'],
    message: event['status_detail'] ?? event['message'],
    remediation: remediation?.['desc'],
    urls: [...textsOf(remediation?.['references']), ...textsOf(remediation?.['kb_articles']), unmapped?.['related_url'], info?.['src_url']],
    requirements: controlsOf(event, unmapped),
    resource: resourceOf(event),
    uid: info?.['uid'],
    provider: asObject(event['cloud'])?.['provider'],
    tags: textsOf(info?.['types']),
  }
}

/** Muted findings have the status `Suppressed` whatever the check came to. */
function standingOf(event: JsonObject): Pick<CheckFacts, 'status' | 'muted'> {
  const compliance = asText(asObject(event['compliance'])?.['status'])
  return { status: asText(event['status_code']) ?? compliance ?? 'fail', muted: event['status'] === 'Suppressed' }
}

function controlsOf(event: JsonObject, unmapped: JsonObject | undefined): readonly string[] {
  const compliance = asObject(event['compliance'])
  return [...requirementsOf(unmapped?.['compliance']), ...textsOf(compliance?.['requirements']), ...textsOf(compliance?.['control'])]
}

/** In a cluster the `uid` is another one each time that a thing is made anew; its name in its namespace stays. */
function resourceOf(event: JsonObject): CheckFacts['resource'] {
  const [resource] = objectsOf(event['resources'])
  const namespace = asText(resource?.['namespace'])
  const type = resource?.['type']
  if (namespace !== undefined) return { id: resource?.['name'], type, region: namespace }
  return { id: asText(resource?.['uid']) ?? resource?.['name'], type, region: resource?.['region'] }
}
