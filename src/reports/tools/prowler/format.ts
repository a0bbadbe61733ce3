import type { RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach } from '../../native/readings.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { type CheckFacts, readCheck } from './check.js'
import { requirementsOf } from './requirements.js'

/** Source of the members: github.com/prowler-cloud/prowler, prowler/lib/outputs/models.py (3), include/outputs (2). */
export const prowler: RecordsFormat = {
  shape: 'records',
  id: 'prowler',
  name: 'Prowler JSON',
  tool: { name: 'Prowler', vendor: 'Prowler' },
  covers: 'Prowler 2 and 3 in their own JSON; later versions write OCSF, and all of them ASFF',
  command: 'prowler aws --output-formats json',
  clean: ['[]'],
  detect: (first) => has(first, 'CheckID', 'StatusExtended') || has(first, 'Control', 'Control ID', 'Status'),
  read: (records, { places }) => ({
    readings: () => readEach(records, '', (entry) => readCheck(has(entry, 'CheckID') ? version3(entry) : version2(entry), places)),
  }),
}

function version3(entry: JsonObject): CheckFacts {
  const recommendation = asObject(asObject(entry['Remediation'])?.['Recommendation'])
  return {
    id: entry['CheckID'],
    title: entry['CheckTitle'],
    description: entry['Description'],
    risk: entry['Risk'],
    status: entry['Status'],
    severity: entry['Severity'],
    message: entry['StatusExtended'],
    remediation: recommendation?.['Text'],
    urls: [recommendation?.['Url'], entry['RelatedUrl']],
    requirements: requirementsOf(entry['Compliance']),
    resource: {
      id: asText(entry['ResourceArn']) ?? entry['ResourceId'],
      type: entry['ResourceType'],
      region: asText(entry['Region']) ?? entry['Namespace'],
    },
    uid: entry['FindingUniqueId'],
    provider: entry['Provider'],
    tags: textsOf(entry['CheckType']),
  }
}

/** `[check11] Avoid the use of the root account`; a WARNING is a check that the user allows to fail. */
function version2(entry: JsonObject): CheckFacts {
  const control = asText(entry['Control']) ?? ''
  const [, id, title] = /^\[([^[\]\s]{1,100})\]\s*(.*)$/s.exec(control) ?? []
  return {
    id: id ?? entry['Control ID'],
    title: title ?? control,
    risk: entry['Risk'],
    status: entry['Status'] === 'WARNING' ? 'muted' : entry['Status'],
    severity: entry['Severity'],
    message: entry['Message'],
    remediation: entry['Remediation'],
    urls: [entry['Doc link']],
    // The ASFF type where there is no standard.
    requirements: textsOf(entry['Compliance']).filter((text) => !text.startsWith('Software and Configuration Checks')),
    resource: { id: entry['Resource ID'], region: entry['Region'] },
    provider: 'aws',
  }
}
