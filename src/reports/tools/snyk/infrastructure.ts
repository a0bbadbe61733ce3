import type { Location, Reading } from '../../../finding.js'
import { findingOf } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { type Entry, problem, readEach, suppressed, unreadable } from '../../native/readings.js'
import { severityOf } from '../../native/severity.js'
import { asArray, asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { projectPlace } from './place.js'

/** Issues of one file of infrastructure as code. */
export function readInfrastructure(report: JsonObject, context: NativeContext): Iterable<Reading> {
  const absolute = context.places({ path: report['targetFilePath'] })
  const file = absolute?.path === undefined ? (context.places({ path: report['targetFile'] }) ?? projectPlace(report, context)) : absolute
  return readEach(report['infrastructureAsCodeIssues'], 'infrastructureAsCodeIssues', (issue) => readIssue(issue, file, context))
}

function readIssue(issue: JsonObject, file: Location | undefined, { places }: NativeContext): Entry {
  const id = asText(issue['publicId']) ?? asText(issue['id'])
  if (id === undefined) return unreadable('has no id')
  const described = { ...asObject(issue['iacDescription']), ...issue }
  const finding = findingOf({
    kind: 'configuration',
    rule: {
      id,
      title: issue['title'],
      helpUrl: [issue['documentation'], ...textsOf(issue['references'])],
      tags: textsOf(issue['subType']),
    },
    severity: severityOf({ word: issue['severity'] }),
    message: sentences(described['issue'], described['impact']),
    location: places({ path: file?.path, uri: file?.uri, startLine: issue['lineNumber'], logicalName: addressOf(issue) }),
    remediation: described['resolve'],
    requirements: asArray(issue['compliance']).map((control) => textsOf(control).join(' ')),
  })
  return issue['isIgnored'] === true ? suppressed(finding) : problem(finding)
}

/** `resource.aws_s3_bucket[logs].acl`; before `msg` it was the path in the document. */
function addressOf(issue: JsonObject): string | undefined {
  return asText(issue['msg']) ?? asText(textsOf(issue['path'] ?? issue['cloudConfigPath']).join('.'))
}

function sentences(...texts: readonly unknown[]): string {
  return texts.flatMap((text) => asText(text)?.replace(/\.?$/, '.') ?? []).join(' ')
}
