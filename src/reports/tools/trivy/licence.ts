import type { Finding } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import { severityOf } from '../../native/severity.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import type { TrivyTarget } from './target.js'

/** Source: pkg/types/finding_license.go (DetectedLicense). The rule's id is that of Trivy's own SARIF (pkg/report/sarif.go). */
export function readTrivyLicence(entry: JsonObject, result: JsonObject, target: TrivyTarget): Finding | undefined {
  const name = asText(entry['Name'])
  if (name === undefined) return undefined
  const holder = asText(entry['PkgName'])
  const file = asText(entry['FilePath']) ?? asText(result['Target'])
  const category = asText(entry['Category'])
  const kind = category === undefined ? '' : `, which is classified as ${category}`
  const confidence = entry['Confidence']
  return findingOf({
    kind: 'other',
    rule: {
      id: `${holder ?? ''}:${name}`,
      title: `Licence ${name}`,
      helpUrl: entry['Link'],
      tags: category === undefined ? [] : [category],
    },
    severity: severityOf({ word: entry['Severity'] }),
    message: `${holder ?? file ?? 'A file'} is under the licence ${name}${kind}.`,
    location: target.place(result, isGathered(file) ? undefined : file, { logicalName: holder }),
    confidence: typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? Math.round(confidence * 100) : undefined,
    image: target.image(result),
  })
}

/** `OS Packages` and `Loose File License(s)` are no files. Source: pkg/scanner/local/scan.go. */
function isGathered(file: string | undefined): boolean {
  return file === 'OS Packages' || file === 'Loose File License(s)'
}
