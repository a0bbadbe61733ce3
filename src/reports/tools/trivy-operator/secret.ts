import { findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type Entry, problem, unreadable } from '../../native/readings.js'
import { secretSeverity } from '../../native/severity.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import type { Workload } from './workload.js'

/** A secret in an image. Source: exposed_secrets_types.go. `match` is masked, but not all that is secret in it. */
export function readExposedSecret(entry: JsonObject, { id: workload, name, image }: Workload, places: Places): Entry {
  const id = asText(entry['ruleID'])
  if (id === undefined) return unreadable('has no ruleID')
  return problem(
    findingOf({
      kind: 'secret',
      rule: { id, title: entry['title'], tags: textsOf([entry['category']]) },
      severity: secretSeverity(false, entry['severity']),
      location: places({
        uri: image === undefined ? workload : nameOfImage(image),
        logicalName: [name, asText(entry['target'])].filter((part) => part !== undefined).join(', '),
      }),
      image,
      secrets: [entry['match']],
    }),
  )
}
