import type { Finding } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { severityOf } from '../../native/severity.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { trivyRuleAliases } from '../../vocabulary/trivy-rules.js'
import { trivyLayer } from './layer.js'
import type { TrivyTarget } from './target.js'

/** Source: pkg/types/finding_misconfiguration.go (DetectedMisconfiguration). */
export function readTrivyMisconfiguration(entry: JsonObject, result: JsonObject, target: TrivyTarget): Finding | undefined {
  const id = asText(entry['ID']) ?? asText(entry['AVDID'])
  if (id === undefined) return undefined
  const cause = asObject(entry['CauseMetadata'])
  const file = asText(result['Target'])
  const tags = [cause?.['Provider'], cause?.['Service']].flatMap((tag) => asText(tag) ?? [])
  return findingOf({
    kind: 'configuration',
    rule: {
      id,
      title: entry['Title'],
      description: entry['Description'],
      helpUrl: entry['PrimaryURL'],
      tags,
      aliases: trivyRuleAliases(id),
    },
    severity: severityOf({ word: entry['Severity'] }),
    message: entry['Message'],
    location: target.place(result, file, {
      startLine: cause?.['StartLine'],
      endLine: cause?.['EndLine'],
      logicalName: resourceOf(cause, file),
    }),
    remediation: entry['Resolution'],
    image: target.image(result),
    layer: trivyLayer(entry),
  })
}

/** An address; where a resource has none, Trivy writes the place (`queue.yaml:10-14`), which changes with the lines above. */
function resourceOf(cause: JsonObject | undefined, file: string | undefined): string | undefined {
  const resource = asText(cause?.['Resource'])
  return file !== undefined && resource?.includes(`${file}:`) ? undefined : resource
}
