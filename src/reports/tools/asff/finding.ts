import type { FindingKind, Location, StatedSeverity, Tool, Vulnerability } from '../../../finding.js'
import { cloudPlace } from '../../native/cloud-place.js'
import { type FindingFacts, findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, review, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { cwesOf } from '../../vocabulary/cwes.js'
import { imageReference, isArchive, isFileTarget, nameOfImage } from '../../vocabulary/image-name.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { kicsFacts } from './kics.js'
import { toolInGenerator } from './product.js'
import { type TrivyScan, trivyFacts } from './trivy.js'
import { advisoryOf } from './vulnerability.js'

export interface AsffProduct {
  readonly product: Partial<Tool>
  /** Ids that are no Ids because several findings have them. */
  readonly shared: ReadonlySet<unknown>
  readonly places: Places
  /** When the template of Trivy wrote them. */
  readonly trivy: TrivyScan | undefined
}

export function readFinding(entry: JsonObject, source: AsffProduct): Entry {
  const standing = standingOf(entry, source.product.name)
  // A weakness in code is no advisory, though it stands in the same list.
  const vulnerability = codeWeaknesses(entry).length > 0 ? undefined : advisoryOf(entry)
  const id = ruleIdOf(entry, source.product.name, vulnerability)
  if (id === undefined) return unreadable('has no GeneratorId')
  if (standing === undefined) return NOT_A_PROBLEM
  const recommendation = asObject(asObject(entry['Remediation'])?.['Recommendation'])
  const place = placesOf(entry, source.places)
  const trivy = source.trivy && trivyFacts(entry, id, vulnerability, source.trivy)
  const kics = source.product.name === 'KICS' ? kicsFacts(entry, recommendation?.['Text'], source.places) : undefined
  const isFixed = vulnerability?.packages.some(({ fixedVersion }) => fixedVersion !== undefined) ?? false
  return standing(
    findingOf({
      kind: kindOf(entry, vulnerability),
      rule: {
        id,
        ...generatorOf(entry),
        // It writes what is about AWS and nothing else here, without a word of that.
        ...(kics !== undefined && { description: entry['Description'], tags: ['AWS', ...typesOf(entry)] }),
        helpUrl: [recommendation?.['Url'], entry['SourceUrl']],
        ...trivy?.rule,
      },
      severity: gradeOf(entry),
      title: asText(entry['Title']),
      message: entry['Description'],
      cwes: cwesOf(codeWeaknesses(entry).flatMap((one) => textsOf(one['Cwes']))),
      vulnerability,
      // Products write nothing but where to look for the version that mends it.
      remediation: isFixed || recommendation?.['Text'] === 'None Provided' ? undefined : recommendation?.['Text'],
      confidence: confidenceOf(entry),
      fingerprints: source.shared.has(entry['Id']) ? [] : [{ name: 'asff/Id', value: entry['Id'] }],
      firstSeen: entry['FirstObservedAt'] ?? entry['CreatedAt'],
      requirements: requirementsOf(entry),
      ...place,
      ...kics,
      ...trivy?.facts,
    }),
  )
}

/**
 * What a status means; `undefined` for no problem. WARNING is what Prowler makes of a muted check, and else, like NOT_AVAILABLE, one that could not be
 * judged.
 * Source: API reference of Security Hub, Compliance; github.com/prowler-cloud/prowler, prowler/lib/outputs/asff/asff.py.
 */
function standingOf(entry: JsonObject, product: string | undefined): typeof problem | undefined {
  const workflow = asObject(entry['Workflow'])?.['Status']
  const status = asText(asObject(entry['Compliance'])?.['Status'])?.toUpperCase()
  if (entry['RecordState'] === 'ARCHIVED' || workflow === 'RESOLVED') return undefined
  if (status === 'PASSED' || status === 'INFOED') return undefined
  const muted = status === 'MUTED' || (status === 'WARNING' && product === 'Prowler')
  if (workflow === 'SUPPRESSED' || muted) return suppressed
  return status === undefined || status === 'FAILED' ? problem : review
}

/**
 * An advisory is its own rule. Products put their name in front of the others (`prowler-iam_1`, `Trivy/AVD-AWS-0086`); one that names only
 * itself is told by the title.
 */
function ruleIdOf(entry: JsonObject, product: string | undefined, vulnerability: Vulnerability | undefined): string | undefined {
  if (vulnerability !== undefined) return vulnerability.id
  const generator = asText(entry['GeneratorId'])
  if (generator === undefined) return undefined
  const name = [product, toolInGenerator(generator)].find((one) => one !== undefined && startsWithWord(generator, one))
  if (name === undefined) return generator
  const rest = generator.slice(name.length)
  // The template's titles of secrets: `Trivy found a secret in deploy.sh: AWS Access Key ID`.
  if (rest === '') return asText(asText(entry['Title'])?.split(': ').at(-1)) ?? generator
  return /^[-/:].+$/.test(rest) ? rest.slice(1) : generator
}

function startsWithWord(text: string, word: string): boolean {
  return text.toLowerCase().startsWith(word.toLowerCase())
}

/** A finding gets one type, by its kind. What the report says of types stays among the labels. */
function generatorOf(entry: JsonObject): Pick<FindingFacts['rule'], 'name' | 'title' | 'tags'> {
  const details = asObject(entry['GeneratorDetails'])
  return { name: details?.['Name'], title: details?.['Description'], tags: [...textsOf(details?.['Labels']), ...typesOf(entry)] }
}

function typesOf(entry: JsonObject): readonly string[] {
  const provided = textsOf(asObject(entry['FindingProviderFields'])?.['Types'])
  return provided.length > 0 ? provided : textsOf(entry['Types'])
}

/** Source: user guide, "Types taxonomy for ASFF". */
function kindOf(entry: JsonObject, vulnerability: Vulnerability | undefined): FindingKind {
  const types = typesOf(entry)
  const is = (prefix: string) => types.some((type) => type.startsWith(prefix))
  if (is('Sensitive Data Identifications')) return 'secret'
  if (codeWeaknesses(entry).length > 0) return 'code'
  if (vulnerability !== undefined || is('Software and Configuration Checks/Vulnerabilities/CVE')) return 'vulnerability'
  if (is('Software and Configuration Checks/Vulnerabilities')) return 'code'
  return asObject(entry['Compliance']) !== undefined || is('Software and Configuration Checks') ? 'configuration' : 'other'
}

function codeWeaknesses(entry: JsonObject): readonly JsonObject[] {
  return objectsOf(entry['Vulnerabilities']).flatMap((one) => objectsOf(one['CodeVulnerabilities']))
}

/** What the provider said goes before what Security Hub or a customer made of it. */
function gradeOf(entry: JsonObject): StatedSeverity {
  const provided = asObject(asObject(entry['FindingProviderFields'])?.['Severity'])
  const current = asObject(entry['Severity'])
  const original = asText(provided?.['Original']) ?? asText(current?.['Original'])
  const label = asText(provided?.['Label']) ?? asText(current?.['Label'])
  const normalized = label === undefined ? ofNormalized(current?.['Normalized'] ?? provided?.['Normalized']) : undefined
  const stated = normalized ?? severityOf({ word: label })
  return original === undefined ? stated : { label: stated.label, original }
}

/** Before there were labels. Source: API reference of Security Hub, Severity, Normalized. */
function ofNormalized(normalized: unknown): StatedSeverity | undefined {
  if (typeof normalized !== 'number') return undefined
  const original = String(normalized)
  if (normalized >= 90) return { label: 'CRITICAL', original }
  if (normalized >= 70) return { label: 'HIGH', original }
  if (normalized >= 40) return { label: 'MEDIUM', original }
  return { label: normalized > 0 ? 'LOW' : 'INFORMATIONAL', original }
}

function confidenceOf(entry: JsonObject): number | undefined {
  const value = asObject(entry['FindingProviderFields'])?.['Confidence'] ?? entry['Confidence']
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined
}

function requirementsOf(entry: JsonObject): readonly string[] {
  const compliance = asObject(entry['Compliance'])
  // Prowler 2 repeats the type where it knows no requirement.
  const related = textsOf(compliance?.['RelatedRequirements']).filter((text) => text !== 'Software and Configuration Checks')
  return related.length > 0 ? related : textsOf(objectsOf(compliance?.['AssociatedStandards']).map((one) => one['StandardsId']))
}

/** The file of a weakness is the place, else the first resource. The other resources are further places. */
function placesOf(entry: JsonObject, places: Places): Pick<FindingFacts, 'location' | 'otherLocations' | 'image'> {
  const resources = objectsOf(entry['Resources'])
  const [first, ...others] = [
    ...codeWeaknesses(entry).map((one) => filePlace(one, places)),
    ...resources.map((one) => resourcePlace(one, places)),
  ]
  // A repository may name the file of the weakness once more.
  const further = others.filter((place) => place?.path === undefined || place.path !== first?.path)
  return { location: first, otherLocations: further, image: resources.map(imageOf).find((image) => image !== undefined) }
}

function filePlace(weakness: JsonObject, places: Places): Location | undefined {
  const file = asObject(weakness['FilePath'])
  return places({ path: file?.['FilePath'], startLine: file?.['StartLine'], endLine: file?.['EndLine'] })
}

function resourcePlace(resource: JsonObject, places: Places): Location | undefined {
  const other = asObject(asObject(resource['Details'])?.['Other'])
  const path = asText(other?.['Path']) ?? asText(other?.['Filename'])
  const type = asText(resource['Type'])
  const id = asText(resource['Id'])
  if (type === 'CodeRepository' || (path !== undefined && path === id)) {
    return places({ path, startLine: other?.['StartLine'], endLine: other?.['EndLine'], logicalName: other?.['LogicalName'] })
  }
  if (type === 'Container' && id !== undefined) return places(isFileTarget(id) && !isArchive(id) ? { path: id } : { uri: nameOfImage(id) })
  return cloudPlace(places, { id, type, region: resource['Region'] })
}

function imageOf(resource: JsonObject): string | undefined {
  if (resource['Type'] !== 'Container') return undefined
  const id = asText(resource['Id'])
  const name = asText(asObject(asObject(resource['Details'])?.['Container'])?.['ImageName'])
  // The name is cut at 127 characters.
  return imageReference(id !== undefined && name?.startsWith('...') ? id : (name ?? id))
}
