import { packageOf, vulnerabilityOf } from '../../../src/reports/native/advisory.js'
import { findingOf } from '../../../src/reports/native/finding.js'
import type { DocumentFormat, NativeContext } from '../../../src/reports/native/format.js'
import { has } from '../../../src/reports/native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, suppressed, unreadable } from '../../../src/reports/native/readings.js'
import { severityOf } from '../../../src/reports/native/severity.js'
import { cvssScores } from '../../../src/reports/vocabulary/cvss-score.js'
import { cwesOf } from '../../../src/reports/vocabulary/cwes.js'
import { asText, type JsonObject } from '../../../src/reports/vocabulary/json.js'

/** Source of the members: the tool's own documentation or code, named here. */
export const lighthouse: DocumentFormat = {
  shape: 'document',
  id: 'lighthouse-keeper',
  name: 'Lighthouse Keeper JSON',
  tool: { name: 'Lighthouse Keeper', vendor: 'Example' },
  covers: 'Lighthouse Keeper 2',
  command: 'lighthouse-keeper scan --json > lighthouse-keeper.json',
  detect: (report) => has(report, 'keeper', 'sightings'),
  read: (report, context) => ({
    tool: { version: asText(report['keeper']) },
    readings: () => readEach(report['sightings'], 'sightings', (sighting) => readSighting(sighting, context)),
  }),
}

/** Words of the tool that mean something else than in general. */
const WORDS = new Map([['wreck', 'CRITICAL'] as const, ['fog', 'LOW'] as const])

function readSighting(sighting: JsonObject, { places }: NativeContext): Entry {
  if (sighting['light'] === 'green') return NOT_A_PROBLEM
  const id = asText(sighting['advisory'])
  if (id === undefined) return unreadable('has no advisory')
  const cvss = cvssScores([{ vector: sighting['vector'] }])
  const location = places({ path: sighting['lockfile'], startLine: sighting['line'] })
  const ship = packageOf({ name: sighting['ship'], purl: sighting['purl'], path: location?.path, fixed: sighting['harbour'] })
  const finding = findingOf({
    kind: 'vulnerability',
    rule: { id, title: sighting['story'], helpUrl: sighting['chart'] },
    severity: severityOf({ cvss, word: sighting['danger'], words: WORDS }),
    location,
    cwes: cwesOf(sighting['weakness']),
    vulnerability: vulnerabilityOf({ names: [id, sighting['alsoKnownAs']], packages: ship === undefined ? [] : [ship], cvss }),
  })
  return sighting['waved'] === true ? suppressed(finding) : problem(finding)
}
