import type { Finding } from '../../../finding.js'
import { vulnerabilityOf } from '../../native/advisory.js'
import { findingOf } from '../../native/finding.js'
import { type Entry, problem, unreadable } from '../../native/readings.js'
import { secretSeverity, severityOf } from '../../native/severity.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { upgradesFrom } from '../../vocabulary/fixed-versions.js'
import { asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import type { Target } from './target.js'

/** A vulnerable package. The word is the distribution's and what the Console and its policies go by; the score is the NVD's. */
export function readVulnerability(issue: JsonObject, target: Target): Entry {
  const id = asText(issue['id'])
  if (id === undefined) return unreadable('has no id')
  const { description, severity, link, publishedDate, cvss: score, vector } = issue
  const { packages, paths } = target.affected(issue, upgradesFrom(asText(issue['packageVersion']), fixesIn(issue['status'])))
  const [location, ...otherLocations] = target.locations(paths)
  const cvss = cvssScores([{ score, vector, source: 'Prisma Cloud' }])
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, description, helpUrl: link },
      severity: severityOf({ word: severity, others: cvss }),
      message: messageOf(description, paths.length > 1 ? `Found in ${paths.join(', ')}` : undefined),
      location,
      otherLocations,
      vulnerability: vulnerabilityOf({
        names: [id],
        packages,
        cvss,
        exploited: hasExploit(issue['riskFactors']),
        vendor: { name: 'Prisma Cloud', severity, url: link, created: publishedDate },
        urls: [link],
      }),
      remediation: statusOf(issue['status']),
      image: target.image,
    }),
  )
}

const FIXED = 'fixed in '

/** `fixed in 2.15.0, 2.12.2`: one fix for each line of releases. */
function fixesIn(status: unknown): readonly string[] {
  const text = asText(status) ?? ''
  return text.toLowerCase().startsWith(FIXED) ? versionsIn(text.slice(FIXED.length)) : []
}

function versionsIn(list: string): readonly string[] {
  return list.split(',').flatMap((version) => textsOf(version.trim()))
}

/** What the distribution means to do where there is no fix: `needed`, `deferred`, `will not fix`. */
function statusOf(status: unknown): string | undefined {
  const text = asText(status)
  if (text === undefined || text.toLowerCase().startsWith(FIXED)) return undefined
  return `There is no fixed version. Status: ${text}.`
}

/** `Exploit exists - POC`, `Exploit exists - in the wild`, and in older versions `Exploit exists`. The Console's API has the factors as members. */
function hasExploit(factors: unknown): true | undefined {
  return textsOf(factors).some((factor) => factor.startsWith('Exploit exists')) || undefined
}

/** Checks that find credentials, in images and functions. Source: docs.prismacloud.io, Prisma Cloud Labs compliance checks, serverless checks. */
const SECRETS: ReadonlySet<string> = new Set([
  '424',
  '425',
  '434',
  '435',
  '597',
  // Older versions tell no numbers.
  'Sensitive information provided in environment variables',
  'Private keys stored in image',
  'Private keys stored in function',
  'Secrets in clear text environment variables',
])

const FOUND = 'Found: '

/** A check that the target does not pass, once for each target. */
export function readCompliance(issue: JsonObject, target: Target): Entry {
  const { id: number, title, description, severity, cause, category } = issue
  const id = typeof number === 'number' ? String(number) : (asText(number) ?? asText(title))
  if (id === undefined) return unreadable('has no id and no title')
  const isSecret = SECRETS.has(id)
  return problem(
    findingOf({
      kind: isSecret ? 'secret' : 'configuration',
      rule: { id, title, description, tags: textsOf(category) },
      severity: isSecret ? secretSeverity(false, severity) : severityOf({ word: severity }),
      message: messageOf(title, causeIn(cause)),
      location: target.locations([])[0],
      fingerprints: [{ name: 'prisma-cloud', value: id }],
      image: target.image,
      ...(isSecret && { secrets: valuesIn(cause) }),
    }),
  )
}

/** `Found: /app/id_rsa` would be taken for the assignment of a secret. */
function causeIn(cause: unknown): string | undefined {
  return asText(cause)?.replace(FOUND, 'Found in ')
}

/** The cause names variables and files: with it an entry is of use. */
function messageOf(title: unknown, cause: unknown): Finding['message'] | undefined {
  return (
    [title, cause]
      .map(asText)
      .filter((text) => text !== undefined)
      .join('\n') || undefined
  )
}

/** Names alone are written; a value would be behind one. */
function valuesIn(cause: unknown): readonly string[] {
  const words = (asText(cause) ?? '').split(',').flatMap((part) => part.split(' '))
  return words.filter((word) => word.includes('=')).map((word) => word.slice(word.indexOf('=') + 1))
}
