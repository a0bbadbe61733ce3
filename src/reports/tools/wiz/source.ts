import { findingOf } from '../../native/finding.js'
import { type Entry, unreadable } from '../../native/readings.js'
import { secretSeverity, severityOf } from '../../native/severity.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'
import { byPolicy, type WizTarget } from './target.js'

/** A secret is named by its type: `PASSWORD`, `CLOUD_KEY`. The description quotes where it stands, masked by Wiz. */
export function readWizSecret(secret: JsonObject, target: WizTarget): Entry {
  const id = asText(secret['type'])
  if (id === undefined) return unreadable('has no type')
  const [contained] = objectsOf(secret['contains'])
  return byPolicy(
    secret,
    findingOf({
      kind: 'secret',
      rule: { id, title: contained?.['name'] ?? inWords(id) },
      severity: secretSeverity(false, secret['severity']),
      message: secret['description'],
      location: target.location({ path: secret['path'], startLine: secret['lineNumber'] }),
      image: target.image,
      secrets: [secret['snippet']],
    }),
  )
}

/** `SAAS_API_KEY` */
function inWords(id: string): string {
  const words = id.replaceAll('_', ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Personal data and the like, by the classifier that has found it. Its examples are the data. */
export function readDataFinding(entry: JsonObject, target: WizTarget): Entry {
  const classifier = asObject(entry['dataClassifier'])
  const id = asText(classifier?.['id']) ?? asText(classifier?.['name'])
  if (id === undefined) return unreadable('has no classifier')
  const examples = objectsOf(entry['examples'])
  const [location, ...otherLocations] = examples.map(({ path }) => target.location({ path }))
  return byPolicy(
    entry,
    findingOf({
      kind: 'other',
      rule: { id, title: classifier?.['name'], tags: textsOf(classifier?.['category']) },
      severity: severityOf({ word: entry['severity'] }),
      location,
      otherLocations,
      image: target.image,
      secrets: examples.map(({ value }) => value),
    }),
  )
}

/** Where a resource breaks a rule. The id is the one of Wiz' SARIF, so that findings stay the same. */
export function readRuleMatch(match: JsonObject, ruleMatch: JsonObject, target: WizTarget): Entry {
  const rule = asObject(ruleMatch['rule'])
  const id = asText(rule?.['id'])
  if (id === undefined) return unreadable('has no rule')
  const { resourceName, fileName: path, filename, lineNumber: startLine, expected, remediationInstructions } = match
  return byPolicy(
    match,
    findingOf({
      kind: 'configuration',
      rule: { id: `iac-misconfiguration-${id}`, name: rule?.['shortId'], title: rule?.['name'], description: rule?.['description'] },
      severity: severityOf({ word: ruleMatch['severity'] }),
      message: messageOf(match, rule),
      location: target.location({ path: path ?? filename, startLine, logicalName: resourceName }),
      remediation: remediationInstructions ?? expected,
      image: target.image,
      quoted: [match['matchContent']],
    }),
  )
}

function messageOf({ expected, found }: JsonObject, rule: JsonObject | undefined): string {
  const labelled = [['Expected', expected] as const, ['Found', found] as const].flatMap(([label, value]) =>
    textsOf(asText(value)).map((text) => `${label}: ${text}`),
  )
  return [...textsOf(asText(rule?.['name'])), ...labelled].join('\n')
}
