import type { Severity } from '../../finding.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext } from '../native/format.js'
import { has } from '../native/has.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, review, suppressed, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { isArchive, nameOfImage } from '../vocabulary/image-name.js'
import { asText, isObject, type JsonObject, textsOf } from '../vocabulary/json.js'

/** As in the tool's own SARIF, where they are error, warning and note. Source: github.com/goodwithtech/dockle, pkg/report/sarif.go. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['fatal', 'HIGH'],
  ['warn', 'MEDIUM'],
  ['info', 'LOW'],
])

/** "Do not store credential in environment variables/files". Source: github.com/goodwithtech/dockle, CHECKPOINT.md. */
const SECRETS = 'CIS-DI-0010'

/** Source of the members: github.com/goodwithtech/dockle, pkg/report/json.go. */
export const dockle: DocumentFormat = {
  shape: 'document',
  id: 'dockle',
  name: 'Dockle JSON',
  tool: { name: 'Dockle', vendor: 'Goodwith' },
  covers: 'Dockle, all versions: container images',
  command: 'dockle --format json --output dockle.json shop:latest',
  detect: (report) => has(report, 'summary', 'details') && isObject(report['summary']) && has(report['summary'], 'fatal', 'skip', 'pass'),
  read: (report, { places }) => {
    const image = asText(report['image'])
    return { readings: () => readEach(report['details'], 'details', (detail) => readDetail(detail, image, places)) }
  },
}

/** One check with everything that it found. */
function readDetail(detail: JsonObject, image: string | undefined, places: NativeContext['places']): Entry {
  const code = asText(detail['code'])
  if (code === undefined) return unreadable('has no code')
  const level = asText(detail['level'])
  if (level === 'PASS') return NOT_A_PROBLEM
  const alerts = textsOf(detail['alerts'])
  const found = findingOf({
    kind: code === SECRETS ? 'secret' : 'configuration',
    rule: {
      id: code,
      title: detail['title'],
      helpUrl: `https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#${anchorOf(code)}`,
    },
    severity: severityOf({ word: level, words: WORDS }),
    message: alerts.map(withoutValues).join('\n'),
    location: image === undefined ? undefined : places({ uri: nameOfImage(image) }),
    requirements: code.startsWith('CIS-') ? [code] : [],
    // A check has one entry for each image, whatever it finds.
    fingerprints: [{ name: 'dockle', value: code }],
    image: image === undefined || isArchive(image) ? undefined : image,
    secrets: alerts.flatMap((alert) => Array.from(alert.matchAll(ASSIGNED), ([value]) => value)),
  })
  if (level === 'IGNORE') return suppressed(found)
  // A file that the check is about could not be read.
  return level === 'SKIP' ? review(found) : problem(found)
}

/** Alerts quote the commands of layers with the values of environment variables and build arguments: `|1 TOKEN=… /bin/sh -c …`. */
const ASSIGNED = /(?<=(?:^|\s)[A-Za-z_]\w{0,100}=)\S+/g

function withoutValues(alert: string): string {
  return alert.replace(ASSIGNED, '…')
}

function anchorOf(code: string): string {
  return encodeURIComponent(code.toLowerCase())
}
