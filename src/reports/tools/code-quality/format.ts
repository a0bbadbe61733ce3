import type { Reading } from '../../../finding.js'
import type { NativeContext, NativeRun, RecordsFormat } from '../../native/format.js'
import { has } from '../../native/has.js'
import { readOne } from '../../native/readings.js'
import { errorIn, toolErrors } from '../../native/tool-errors.js'
import { unreadFiles } from '../../native/unread-files.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { templateTargets } from '../../vocabulary/trivy-target.js'
import { isIssue, placeOf, readIssue } from './issue.js'
import { isMeasurement } from './measurement.js'
import { type Producer, producerOf, UNKNOWN } from './producers.js'

/**
 * Issues of the Code Climate engine specification, of which GitLab reads a part. Many linters write them, and hardly any says who it is.
 * Source of the members: github.com/codeclimate/platform, spec/analyzers/SPEC.md; docs.gitlab.com, "Code Quality report format".
 */
export const codeQuality: RecordsFormat = {
  shape: 'records',
  id: 'code-quality',
  name: 'Code Quality JSON (GitLab, Code Climate)',
  tool: UNKNOWN,
  covers:
    'GitLab Code Quality and Code Climate issues of any tool, in an array or each with a zero byte behind it. Told apart: golangci-lint, ruff, ESLint, RuboCop, Pylint, PHPStan, PHP CS Fixer, ' +
    'ansible-lint, hadolint, Biome, Trivy, and whatever is named by engine_name; all others are Code Quality',
  command: 'ansible-lint --format codeclimate > code-quality.json',
  clean: ['[]'],
  mounts: ['/code'],
  detect: (_, records) => {
    const first = records.find((record) => isObject(record) && !isMeasurement(record))
    return isObject(first) && isIssue(first) && saysWhich(first)
  },
  read: (records, context) => byProducer(records, context),
}

function saysWhich(issue: JsonObject): boolean {
  return has(issue, 'fingerprint') || has(issue, 'check_name', 'categories')
}

interface Located {
  readonly at: string
  readonly value: unknown
}

/** One run for each tool: jobs put the reports of several into one file. What is no issue at all belongs to the first. */
function byProducer(records: readonly unknown[], context: NativeContext): readonly NativeRun[] {
  const first = producerOf(objectsOf(records).find((record) => !isMeasurement(record)) ?? {})
  const groups = new Map<string, { readonly producer: Producer; readonly entries: Located[] }>()
  for (const [index, value] of records.entries()) {
    const producer = isObject(value) && !isMeasurement(value) ? producerOf(value) : first
    const group = groups.get(producer.name) ?? { producer, entries: [] }
    group.entries.push({ at: `[${index}]`, value })
    groups.set(producer.name, group)
  }
  return [...groups.values()].map(({ producer, entries }) => runOf(producer, entries, context))
}

function runOf(producer: Producer, entries: readonly Located[], { places, readSource }: NativeContext): NativeRun {
  const { name, vendor } = producer
  const issues = entries.flatMap(({ value }) => (isObject(value) ? [value] : []))
  const tell = (issue: JsonObject) => ({ location: placeOf(asObject(issue['location']), places), error: issue['description'] })
  const unread = unreadFiles(issues.filter((issue) => producer.isUnread?.(issue) === true).map(tell), '')
  const failed = issues.filter((issue) => producer.isFailure?.(issue) === true).map(tell)
  const paths = issues.map((issue) => asText(asObject(issue['location'])?.['path']))
  const targets = name === 'Trivy' ? templateTargets(paths, (path) => readSource(path) !== undefined) : undefined
  return {
    tool: { name, vendor },
    failures: [
      ...(unread.failures ?? []),
      ...toolErrors(
        failed.map(({ location, error }) => errorIn(location, error)),
        '',
      ),
    ],
    partlyScanned: unread.partlyScanned ?? [],
    *readings(): Generator<Reading> {
      for (const { at, value } of entries) yield readOne(value, at, (issue) => readIssue(issue, { producer, places, targets }))
    },
  }
}
