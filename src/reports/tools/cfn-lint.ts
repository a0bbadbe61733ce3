import { findingOf } from '../native/finding.js'
import type { RecordsFormat } from '../native/format.js'
import { has } from '../native/has.js'
import type { Places } from '../native/places.js'
import { type Entry, problem, readEach, unreadable } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { toolErrors } from '../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/aws-cloudformation/cfn-lint, src/cfnlint/formatters. Its `Id` is made of the line, too. */
export const cfnLint: RecordsFormat = {
  shape: 'records',
  id: 'cfn-lint',
  name: 'cfn-lint JSON',
  tool: { name: 'cfn-lint', vendor: 'AWS' },
  covers: 'cfn-lint, all versions',
  command: 'cfn-lint --format json template.yaml > cfn-lint.json',
  clean: ['[]'],
  detect: (first) => has(first, 'Filename', 'Level', 'Location') && has(asObject(first['Rule']) ?? {}, 'Id'),
  read: (records, { places }) => ({
    failures: toolErrors(unreadableTemplates(records), ''),
    readings: () => readEach(records, '', (match) => readMatch(match, places)),
  }),
}

/** Templates that could not be parsed, transformed or checked. Source: docs/rules.md, E0000 to E0009. */
function unreadableTemplates(records: readonly unknown[]): readonly unknown[] {
  return objectsOf(records)
    .filter(({ Rule }) => /^E000\d$/.test(asText(asObject(Rule)?.['Id']) ?? ''))
    .map(({ Filename, Message }) => `${asText(Filename) ?? 'a template'}: ${asText(Message) ?? ''}`)
}

function readMatch(match: JsonObject, places: Places): Entry {
  const rule = asObject(match['Rule'])
  const id = asText(rule?.['Id'])
  if (id === undefined) return unreadable('has no rule')
  const location = asObject(match['Location'])
  const [start, end] = [asObject(location?.['Start']), asObject(location?.['End'])]
  return problem(
    findingOf({
      kind: 'configuration',
      rule: {
        id,
        title: rule?.['ShortDescription'],
        description: rule?.['Description'],
        helpUrl: rule?.['Source'],
        tags: ['AWS', 'CloudFormation'],
      },
      severity: severityOf({ word: match['Level'] }),
      message: match['Message'],
      location: places({
        path: match['Filename'],
        startLine: start?.['LineNumber'],
        endLine: end?.['LineNumber'],
        startColumn: start?.['ColumnNumber'],
        endColumn: end?.['ColumnNumber'],
        logicalName: pathOf(location?.['Path']),
      }),
    }),
  )
}

/** `Resources/Queue/Properties/Tags/3`, as the tool writes it in its messages. */
function pathOf(path: unknown): string {
  return asArray(path)
    .filter((step) => typeof step === 'string' || typeof step === 'number')
    .join('/')
}
