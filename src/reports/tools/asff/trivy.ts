import type { StatedSeverity, Vulnerability } from '../../../finding.js'
import type { FindingFacts, RuleFacts } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import type { Places } from '../../native/places.js'
import { severityOf } from '../../native/severity.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { trivyRuleAliases } from '../../vocabulary/trivy-rules.js'
import { type TemplateTargets, templateTargets } from '../../vocabulary/trivy-target.js'

/** What is known of all findings of a report. */
export interface TrivyScan {
  readonly targets: TemplateTargets
  readonly places: Places
}

export function trivyScan(findings: readonly JsonObject[], { places, readSource }: NativeContext): TrivyScan {
  return { targets: templateTargets(findings.map(targetOf), (path) => readSource(path) !== undefined), places }
}

interface TrivyFacts {
  readonly rule: Omit<RuleFacts, 'id'>
  readonly facts: Pick<
    FindingFacts,
    'title' | 'severity' | 'message' | 'fingerprints' | 'firstSeen' | 'location' | 'otherLocations' | 'image' | 'vulnerability'
  >
}

/**
 * Trivy's template, read as its own format is. It calls whatever holds packages a container. Its Id is the target and the rule, which several
 * findings share; it writes the time of the scan for that of the finding.
 * Source: github.com/aquasecurity/trivy, contrib/asff.tpl.
 */
export function trivyFacts(entry: JsonObject, id: string, vulnerability: Vulnerability | undefined, scan: TrivyScan): TrivyFacts {
  const other = detailsOf(entry)
  const target = targetOf(entry) ?? ''
  const { manager, image, ...place } = scan.targets(target, vulnerability !== undefined)
  const location = scan.places({ ...place, startLine: other?.['StartLine'], endLine: other?.['EndLine'] })
  return {
    facts: {
      title: undefined,
      severity: gradeOf(entry),
      message: other?.['Message'],
      fingerprints: [],
      firstSeen: undefined,
      location,
      otherLocations: [],
      image,
      vulnerability: vulnerability && withPackages(vulnerability, { manager, path: place.logicalName ?? location?.path }),
    },
    rule: {
      title: asText(other?.['CVE Title']) ?? titleIn(entry, target),
      // Of a secret both say the same.
      description: entry['Description'] === entry['Title'] ? undefined : entry['Description'],
      aliases: trivyRuleAliases(id),
    },
  }
}

/** The template's word for `UNKNOWN`. */
function gradeOf(entry: JsonObject): StatedSeverity {
  const word = asObject(entry['Severity'])?.['Label']
  return severityOf({ word: word === 'INFORMATIONAL' ? 'UNKNOWN' : word })
}

function detailsOf(entry: JsonObject): JsonObject | undefined {
  return asObject(asObject(objectsOf(entry['Resources'])[0]?.['Details'])?.['Other'])
}

function targetOf(entry: JsonObject): string | undefined {
  return asText(objectsOf(entry['Resources'])[0]?.['Id'])
}

function withPackages(
  vulnerability: Vulnerability,
  known: { readonly manager: string | undefined; readonly path: string | undefined },
): Vulnerability {
  const told = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
  return { ...vulnerability, packages: vulnerability.packages.map((one) => ({ ...told, ...one })) }
}

/** `Trivy found a misconfiguration in main.tf: …`. Of a vulnerability it repeats what is told in members of their own. */
function titleIn(entry: JsonObject, target: string): string | undefined {
  const title = asText(entry['Title']) ?? ''
  const mark = ` in ${target}: `
  const at = title.indexOf(mark)
  return at === -1 ? undefined : title.slice(at + mark.length)
}
