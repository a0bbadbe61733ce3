import type { Finding, Location } from '../../../finding.js'
import type { PlaceFacts, Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, suppressed } from '../../native/readings.js'
import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** What all kinds of alerts of GitHub have in common. */
export interface Alerts {
  /** A place in the repository of an alert. */
  place(alert: JsonObject, facts: PlaceFacts): Location | undefined
}

/**
 * Alerts of an organisation are of several repositories. Which of them this one is the report does not say, so then no path is one of this
 * repository.
 */
export function createAlerts(alerts: readonly unknown[], places: Places): Alerts {
  const several = new Set(objectsOf(alerts).map(repositoryOf)).size > 1
  return {
    place: (alert, facts) => {
      const repository = several ? repositoryOf(alert) : undefined
      if (repository === undefined) return places(facts)
      return places({
        logicalName: facts.logicalName,
        uri: [repository, asText(facts.path)].filter((part) => part !== undefined).join('/'),
      })
    },
  }
}

function repositoryOf(alert: JsonObject): string | undefined {
  return asText(asObject(alert['repository'])?.['full_name'])
}

/** GitHub's own number of an alert is the same as long as the problem is. */
export function numberOf(alert: JsonObject, name: string): Finding['fingerprints'] {
  return typeof alert['number'] === 'number' ? [{ name, value: String(alert['number']) }] : []
}

/** Open alerts are problems, those that somebody or a rule dismissed are suppressed, all others are gone. GraphQL shouts. */
export function byState(state: unknown, finding: () => Finding): Entry {
  switch (asText(state)?.toLowerCase()) {
    case undefined:
    case 'open':
      return problem(finding())
    case 'dismissed':
    case 'auto_dismissed':
      return suppressed(finding())
    default:
      return NOT_A_PROBLEM
  }
}
