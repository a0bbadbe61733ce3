import type { Finding } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { secretSeverity } from '../../native/severity.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { trivyLayer } from './layer.js'
import type { TrivyTarget } from './target.js'

/** Source: pkg/types/finding_secret.go and pkg/fanal/types/secret.go (SecretFinding). Lines of code are masked, but not all that is secret in them. */
export function readTrivySecret(entry: JsonObject, result: JsonObject, target: TrivyTarget): Finding | undefined {
  const id = asText(entry['RuleID'])
  if (id === undefined) return undefined
  const category = asText(entry['Category'])
  const code = objectsOf(asObject(entry['Code'])?.['Lines']).map(({ Content }) => Content)
  return findingOf({
    kind: 'secret',
    rule: { id, title: entry['Title'], tags: category === undefined ? [] : [category] },
    severity: secretSeverity(false, entry['Severity']),
    location: target.place(result, asText(result['Target']), { startLine: entry['StartLine'], endLine: entry['EndLine'] }),
    image: target.image(result),
    layer: trivyLayer(entry),
    secrets: [entry['Match'], ...code],
  })
}
