import type { Finding } from '../../../finding.js'
import { packageOf, vulnerabilityOf } from '../../native/advisory.js'
import { type FindingFacts, findingOf } from '../../native/finding.js'
import type { Places } from '../../native/places.js'
import { type SeverityWords, severityOf } from '../../native/severity.js'
import { cvssScores } from '../../vocabulary/cvss-score.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asObject, asText, type JsonObject } from '../../vocabulary/json.js'
import { checkovPlace } from './place.js'

/** `Dockerfile (nginx:1.25 lines:1-9 (sha256:…))`: checkov/sca_image/runner.py. */
const IMAGE = /^([^()]{0,1000}?) ?\((\S{1,500}) lines:\d{1,9}-\d{1,9} \(/

/** Prisma Cloud grades with `none` what has a CVSS score of 0. */
const WORDS: SeverityWords = new Map([['none', 'INFORMATIONAL']])

/** A vulnerable package, or one whose licence a policy forbids. Source of the members: checkov/common/sca/output.py. */
export function checkovPackage(check: JsonObject, id: string, places: Places): Finding {
  const details = asObject(check['vulnerability_details']) ?? {}
  const [, file, image] = IMAGE.exec(asText(check['file_path']) ?? '') ?? []
  const location = image === undefined ? checkovPlace(check, places) : imagePlace(file, image, places)
  const severity = severityOf({ cvss: cvssOf(details), word: details['severity'] ?? check['severity'], words: WORDS })
  const affected = packageOf({
    name: details['package_name'],
    version: details['package_version'],
    ecosystem: details['package_type'],
    path: image === undefined ? location?.path : undefined,
    fixed: fixedOf(details),
  })
  const advisory = asText(details['id'])
  const common = { severity, location, image }
  if (advisory === undefined) return findingOf({ ...common, ...licenceFacts(check, id) })
  return findingOf({
    kind: 'vulnerability',
    rule: { id, description: details['description'] ?? check['description'], helpUrl: details['link'] ?? check['guideline'] },
    ...common,
    vulnerability: vulnerabilityOf({
      names: [advisory],
      packages: affected === undefined ? [] : [affected],
      cvss: cvssOf(details),
      vendor: { name: 'Prisma Cloud', severity: details['severity'], url: details['link'], created: details['published_date'] },
      urls: [details['link']],
    }),
  })
}

function imagePlace(file: string | undefined, image: string, places: Places): Finding['location'] {
  return places({ path: file?.replace(/^\/+/, '') }) ?? places({ uri: nameOfImage(image) })
}

function licenceFacts(check: JsonObject, id: string): Pick<FindingFacts, 'kind' | 'rule'> {
  const { check_name: name, guideline: helpUrl, short_description: title } = check
  return { kind: 'other', rule: { id, name, title, helpUrl } }
}

function cvssOf({ cvss, vector }: JsonObject): ReturnType<typeof cvssScores> {
  return cvssScores([{ score: cvss, vector }])
}

/** `1.2.3`, `fixed in 1.2.3, 1.3.1`, `N/A`. */
function fixedOf(details: JsonObject): string | undefined {
  const fixed = asText(details['lowest_fixed_version']) ?? asText(details['fix_version'])
  const versions = fixed?.replace(/^fixed in\s+/i, '')
  return versions !== undefined && /^v?\d/i.test(versions) ? versions : undefined
}
