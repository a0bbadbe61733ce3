import type { Location } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import { kubernetesObject } from '../../native/kubernetes-object.js'
import type { Places } from '../../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, review, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { advisoryPage } from '../../vocabulary/advisory-page.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** A policy that could not be evaluated has mended nothing; one that was not asked for is no problem. */
export function readPolicyResult(result: JsonObject, report: JsonObject, places: Places): Entry {
  const outcome = asText(result['result'])
  const policy = asText(result['policy'])
  if (policy === undefined || outcome === undefined) return unreadable('has no policy or no result')
  if (outcome === 'pass' || outcome === 'skip') return NOT_A_PROBLEM
  const finding = findingIn(result, policy, placesOf(result, report, places))
  return outcome === 'error' ? review(finding) : problem(finding)
}

function findingIn(result: JsonObject, policy: string, [location, ...others]: readonly Location[]): ReturnType<typeof findingOf> {
  const { severity } = result
  const properties = asObject(result['properties']) ?? {}
  const page = [properties['primaryURL'], properties['primaryLink'], advisoryPage(policy)]
  const id = [policy, asText(result['rule'])].filter((part) => part !== undefined).join('/')
  const vulnerability = vulnerabilityIn(properties, policy, page)
  return findingOf({
    kind: vulnerability === undefined ? 'configuration' : 'vulnerability',
    rule: { id, helpUrl: page, tags: textsOf([result['category']]) },
    severity: severityOf({ word: severity }),
    message: result['message'] ?? result['description'],
    location,
    otherLocations: others,
    vulnerability,
  })
}

/** Image scanners put the package into the properties. Source: github.com/statnett/image-scanner-operator; fjogeleit/trivy-operator-polr-adapter. */
function vulnerabilityIn(properties: JsonObject, policy: string, urls: readonly unknown[]) {
  if (advisoryPage(policy) === undefined) return undefined
  const affected = packageOf({
    name: properties['pkgName'] ?? properties['resource'],
    version: properties['installedVersion'],
    path: properties['pkgPath'],
    fixed: properties['fixedVersion'],
  })
  const packages = affected === undefined ? [] : [affected]
  return vulnerabilityOf({ names: [policy], packages, urls })
}

/** What the result is about, else what the report is about. */
function placesOf({ resources }: JsonObject, { scope }: JsonObject, places: Places): readonly Location[] {
  const subjects = objectsOf(resources)
  return (subjects.length > 0 ? subjects : objectsOf([scope])).flatMap(({ kind, namespace, name }) => {
    const object = kubernetesObject({ kind, namespace, name })
    return (object && places({ uri: object.id, logicalName: object.name })) ?? []
  })
}
