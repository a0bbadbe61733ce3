import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { createLineFinder, type LineFinder } from '../native/line-of.js'
import { mergeAliases } from '../native/merge-aliases.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { type SeverityWords, severityOf } from '../native/severity.js'
import { bestFirst } from '../vocabulary/advisory-ids.js'
import { cvssScores } from '../vocabulary/cvss-score.js'
import { startOfDay } from '../vocabulary/day.js'
import { fixedVersions, upgradesFrom } from '../vocabulary/fixed-versions.js'
import { asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/rubysec/bundler-audit, lib/bundler/audit/{report,advisory}.rb and results/. */
export const bundlerAudit: DocumentFormat = {
  shape: 'document',
  id: 'bundler-audit',
  name: 'bundler-audit JSON',
  tool: { name: 'bundler-audit', vendor: 'RubySec' },
  covers: 'bundler-audit 0.8 and later',
  command: 'bundle-audit check --format json --output bundler-audit.json',
  detect: (report) => isFrame(report) && isResults(report['results']),
  read: (report, context) => {
    const lock = openLock(context, objectsOf(report['results']))
    return {
      tool: { version: asText(report['version']) },
      readings: () => mergeAliases(readEach(report['results'], 'results', (result) => readResult(result, lock, context))),
    }
  },
}

/** Nothing in it is the tool's own but the three members together, and how Ruby writes a time: `2025-01-01 09:00:00 +0000`. */
function isFrame({ created_at: at, ...report }: JsonObject): boolean {
  const isTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:[+-]\d{4}|UTC)$/.test(asText(at) ?? '')
  return isTime && has(report, 'version', 'results') && Object.keys(report).length === 2
}

function isResults(results: unknown): boolean {
  return Array.isArray(results) && objectsOf(results).every(({ type }) => type === 'unpatched_gem' || type === 'insecure_source')
}

interface Lock {
  /** In the repository. */
  readonly path: string
  readonly lines: LineFinder
}

/** The lock file that has every gem of the report. bundler-audit itself does not tell it. */
function openLock({ nearby }: NativeContext, results: readonly JsonObject[]): Lock | undefined {
  const gems = objectsOf(results.map(({ gem }) => gem))
  const file = nearby(['Gemfile.lock', 'gems.locked'], (text) => {
    const lines = createLineFinder(text)
    return gems.length > 0 && gems.every((gem) => lineOfGem(lines, gem) !== undefined)
  })
  return file && { path: file.path, lines: createLineFinder(file.text) }
}

/** Source: Bundler's lock file, where a gem for a platform has it behind the version: `nokogiri (1.15.2-x86_64-linux)`. */
function lineOfGem({ lineOf }: LineFinder, { name, version }: JsonObject): number | undefined {
  return lineOf(`    ${name} (${version})`, `    ${name} (${version}-`)
}

function readResult(result: JsonObject, lock: Lock | undefined, context: NativeContext): Entry {
  const { type, source } = result
  return type === 'insecure_source' ? readSource(asText(source), lock, context) : readGem(result, lock, context)
}

/** The tool's words; `none` is a CVSS score of 0. */
const WORDS: SeverityWords = new Map([['none', 'INFORMATIONAL']])

function readGem(result: JsonObject, lock: Lock | undefined, { places }: NativeContext): Entry {
  const gem = asObject(result['gem'])
  const advisory = asObject(result['advisory'])
  const id = asText(advisory?.['id'])
  if (gem === undefined || advisory === undefined || id === undefined) return unreadable('has no gem or no advisory')
  const location = places({ path: lock?.path, startLine: lock && lineOfGem(lock.lines, gem) })
  const { name, version } = gem
  const fixed = upgradesFrom(asText(version), fixedVersions(advisory['patched_versions']))
  const affected = packageOf({ name, version, ecosystem: 'gem', path: location?.path, fixed })
  const cvss = cvssScores([
    { version: 4, score: advisory['cvss_v4'] },
    { version: 3, score: advisory['cvss_v3'] },
    { version: 2, score: advisory['cvss_v2'] },
  ])
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, title: advisory['title'], description: advisory['description'], helpUrl: advisory['url'] },
      severity: severityOf({ cvss, word: advisory['criticality'], words: WORDS }),
      location,
      vulnerability: vulnerabilityOf({
        names: namesOf(advisory, id),
        packages: affected === undefined ? [] : [affected],
        cvss,
        vendor: { name: 'RubySec', severity: advisory['criticality'], url: advisory['url'], created: startOfDay(advisory['date']) },
        urls: [advisory['url']],
      }),
      remediation: affected?.fixedVersion === undefined ? 'No fixed version is known: remove or replace the gem.' : undefined,
    }),
  )
}

/** `cve` and `osvdb` are numbers, `ghsa` has its prefix or not. */
function namesOf({ cve, ghsa, osvdb }: JsonObject, id: string): readonly string[] {
  const [cveId, ghsaId, osvdbId] = [cve, ghsa, typeof osvdb === 'number' ? String(osvdb) : osvdb].map(asText)
  return bestFirst([
    id,
    ...(cveId === undefined ? [] : [`CVE-${cveId.replace(/^CVE-/i, '')}`]),
    ...(ghsaId === undefined ? [] : [`GHSA-${ghsaId.replace(/^GHSA-/i, '')}`]),
    ...(osvdbId === undefined ? [] : [`OSVDB-${osvdbId}`]),
  ])
}

/** Gems that come over `http://` or `git://` can be replaced on their way. */
function readSource(source: string | undefined, lock: Lock | undefined, { places }: NativeContext): Entry {
  if (source === undefined || !URL.canParse(source)) return unreadable('has no source')
  const { host, password, pathname, protocol } = new URL(source)
  const address = `${protocol}//${host}${pathname}`
  return problem(
    findingOf({
      kind: 'configuration',
      rule: { id: 'insecure_source', title: 'Gems come from a source without encryption', helpUrl: HELP },
      severity: severityOf({}),
      message: `Gems come from ${address}: on their way, whoever can change the traffic can replace them.`,
      location: places({ path: lock?.path, uri: address }),
      remediation: 'Use the https:// address of the source in the Gemfile.',
      secrets: [password],
    }),
  )
}

const HELP = 'https://github.com/rubysec/bundler-audit#readme'
