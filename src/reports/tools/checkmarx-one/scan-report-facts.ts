import type { Finding } from '../../../finding.js'
import type { Places } from '../../native/places.js'
import { asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { checkmarxAdvisory } from './advisory.js'
import { checkmarxFlaw, checkmarxPolicy } from './result.js'

/** The same as `cx results show` says in another form, so that findings stay the same. */
export function sastFinding(
  result: JsonObject,
  query: JsonObject,
  advice: ReadonlyMap<string, JsonObject>,
  places: Places,
): Finding | undefined {
  const [languageName, group] = (asText(query['queryPath']) ?? '').split('/')
  const name = asText(query['queryName'])
  const nodes = stepsOf(result)
  return checkmarxFlaw(
    {
      severity: result['severity'] ?? query['severity'],
      description: filled(asText(query['description']), result),
      recommendations: advice.get(name ?? '')?.['generalRecommendations'],
      vulnerabilityDetails: { cweId: query['cweId'] },
      similarityId: textOf(result['similarityId']),
      firstFoundAt: result['firstFoundDate'],
    },
    { queryName: name, group, languageName, nodes, queryLink: query['queryDescriptionLink'] },
    places,
    textsOf([result['sourceCode'], result['destinationCode'], ...nodes.map(({ code }) => code)]),
  )
}

/** Source, steps and destination: some lists of steps leave out one of the ends. */
function stepsOf(result: JsonObject): readonly JsonObject[] {
  const source = { fileName: result['sourceFileName'], line: result['sourceLine'] }
  const destination = { fileName: result['destinationFileName'], line: result['destinationLine'] }
  const all = [source, ...objectsOf(result['nodes']), destination].filter(({ fileName }) => asText(fileName) !== undefined)
  return all.filter((step, index) => !isSamePlace(step, all[index - 1]))
}

function isSamePlace(step: JsonObject, before: JsonObject | undefined): boolean {
  return step['fileName'] === before?.['fileName'] && step['line'] === before?.['line']
}

/** The blanks of a description, and the members that fill them. */
const BLANKS: readonly (readonly [blank: string, member: string])[] = [
  ['@SourceElement', 'sourceNode'],
  ['@SourceMethod', 'sourceMethod'],
  ['@SourceLine', 'sourceLine'],
  ['@SourceFile', 'sourceFileName'],
  ['@DestinationElement', 'destinationNode'],
  ['@DestinationMethod', 'destinationMethod'],
  ['@DestinationLine', 'destinationLine'],
  ['@DestinationFile', 'destinationFileName'],
]

/** In one pass: what fills a blank may look like another. */
function filled(description: string | undefined, result: JsonObject): string | undefined {
  const members = new Map(BLANKS)
  return description?.replace(/@(?:Source|Destination)(?:Element|Method|Line|File)\b/g, (blank) => {
    const text = textOf(result[members.get(blank) ?? ''])
    return text ?? blank
  })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : asText(value)
}

/** Lines are not told. */
export function policyFinding(result: JsonObject, query: JsonObject, technology: JsonObject, places: Places): Finding | undefined {
  return checkmarxPolicy(
    {
      severity: result['severity'],
      description: query['description'],
      similarityId: textOf(result['similarityId']),
      firstFoundAt: result['firstDetectionDate'],
    },
    {
      queryName: query['queryName'],
      group: query['category'],
      platform: technology['name'],
      value: result['actualValue'],
      expectedValue: result['expectedValue'],
      fileName: result['fileName'],
      remediationLink: result['resultViewerLink'],
      line: result['line'],
    },
    places,
  )
}

/** `categoryName`: the weakness. */
export function packageFinding(result: JsonObject, category: JsonObject, one: JsonObject, places: Places): Finding | undefined {
  return checkmarxAdvisory(
    {
      id: result['cve'] ?? result['cveId'] ?? result['id'],
      severity: result['severity'],
      description: result['description'],
      firstFoundAt: result['firstDetectionDate'] ?? result['firstFoundDate'],
      vulnerabilityDetails: { cweId: category['categoryName'], cvssScore: result['cvssScore'] ?? result['score'] },
    },
    {
      packageName: one['packageName'],
      packageVersion: one['packageVersion'],
      recommendedVersion: result['recommendedVersion'] ?? one['recommendedVersion'],
    },
    places,
  )
}
