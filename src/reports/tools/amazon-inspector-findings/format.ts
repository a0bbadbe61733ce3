import type { Problem } from '../../../finding.js'
import type { DocumentFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readEach, readOne } from '../../native/readings.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { readFinding } from './finding.js'

/** Source of the members: Amazon Inspector API reference, Finding; user guide, "Exporting findings reports" and "EventBridge event schema". */
export const amazonInspectorFindings: DocumentFormat = {
  shape: 'document',
  id: 'amazon-inspector-findings',
  name: 'Amazon Inspector findings',
  tool: { name: 'Amazon Inspector', vendor: 'AWS' },
  covers:
    'findings of Amazon Inspector (version 2): aws inspector2 list-findings, exports to S3, events. Inspector sends them to Security Hub itself where the two are integrated: publish them only where they are not',
  command: 'aws inspector2 list-findings > inspector-findings.json',
  clean: ['{"findings":[]}'],
  detect: (report) => objectsOf(report['findings']).some(isFinding) || isEvent(report) || isFinding(report),
  read: (report, { places }) => {
    const single = isEvent(report) ? asObject(report['detail']) : report
    if (!has(report, 'findings'))
      return {
        failures: [SINGLE],
        readings: () => [readOne(single, isEvent(report) ? 'detail' : '', (finding) => readFinding(finding, places))],
      }
    return {
      failures: morePages(report),
      readings: () => readEach(report['findings'], 'findings', (finding) => readFinding(finding, places)),
    }
  },
}

/** Security Hub's findings have no `findingArn`, and those of GuardDuty and Macie neither. */
function isFinding(value: JsonObject): boolean {
  return has(value, 'findingArn', 'awsAccountId', 'type', 'resources')
}

function isEvent(report: JsonObject): boolean {
  return report['detail-type'] === 'Inspector2 Finding' && isObject(report['detail'])
}

/** `NextToken` is the command line's, after `--max-items`. */
export function morePages(report: JsonObject): readonly Problem[] {
  const at = ['nextToken', 'NextToken'].find((name) => asText(report[name]) !== undefined)
  return at === undefined ? [] : [{ code: 'truncated', message: 'There are more pages of findings than are in this file.', at }]
}

const SINGLE: Problem = {
  code: 'truncated',
  message: 'This is one finding that has just changed, not all of them: nothing is concluded from what it leaves out.',
}
