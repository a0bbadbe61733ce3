import type { Problem } from '../../../finding.js'
import { toolErrors } from '../../native/tool-errors.js'
import { asArray, asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** Why results may be missing: the scan failed, or the report holds only those that a policy blocks, as is the CLI's default. */
export function wizFailures(report: JsonObject): readonly Problem[] {
  const result = asObject(report['result'])
  if (result === undefined) return [...failedScan(report), noResult()]
  return [...failedScan(report), ...failedQueries(result), ...leftOut(result)]
}

function noResult(): Problem {
  return { code: 'execution-unsuccessful', message: 'The scan has no result.', at: 'result' }
}

function failedScan(report: JsonObject): readonly Problem[] {
  const status = asObject(report['status'])
  const state = asText(status?.['state']) ?? 'unknown'
  return state === 'SUCCESS' ? [] : toolErrors([[state, asText(status?.['details'])].filter(Boolean).join(': ')], 'status')
}

function statisticsOf(result: JsonObject): JsonObject {
  return asObject((asObject(result['iac']) ?? result)['scanStatistics']) ?? {}
}

function failedQueries(result: JsonObject): readonly Problem[] {
  const failed = statisticsOf(result)['queriesExecutedFailed']
  return typeof failed === 'number' && failed > 0 ? toolErrors([`${failed} rules could not be run`], 'result.scanStatistics') : []
}

const VULNERABILITIES = ['infoCount', 'lowCount', 'mediumCount', 'highCount', 'criticalCount']
const MATCHES = ['infoMatches', 'lowMatches', 'mediumMatches', 'highMatches', 'criticalMatches']

function leftOut(result: JsonObject): readonly Problem[] {
  const analytics = asObject(result['analytics'])
  const packages = ['osPackages', 'libraries', 'cpes', 'applications'].flatMap((list) => objectsOf(result[list]))
  const rules = objectsOf((asObject(result['iac']) ?? result)['ruleMatches'])
  return [
    ...fewer('vulnerabilities', lengths(packages, 'vulnerabilities'), sum(asObject(analytics?.['vulnerabilities']), VULNERABILITIES)),
    ...fewer('secrets', asArray(result['secrets']).length, sum(asObject(analytics?.['secrets']), ['totalCount'])),
    ...fewer('matches', lengths(rules, 'matches'), sum(statisticsOf(result), MATCHES)),
  ]
}

function lengths(objects: readonly JsonObject[], list: string): number {
  return objects.reduce((total, object) => total + asArray(object[list]).length, 0)
}

function sum(counts: JsonObject | undefined, names: readonly string[]): number {
  const numbers = names.map((name) => counts?.[name]).filter((count) => typeof count === 'number')
  return numbers.reduce((total, count) => total + count, 0)
}

function fewer(what: string, held: number, stated: number): readonly Problem[] {
  if (held >= stated) return []
  return [
    {
      code: 'truncated',
      message: `The report holds ${held} of ${stated} ${what}. \`--by-policy-hits DISABLED\` writes those that no policy blocks, too.`,
      at: 'result',
    },
  ]
}
