/** What this project reads from each result of a report, at its place in the report. */
import { dirname } from 'node:path'
import { UserError } from '../../src/errors.js'
import type { Reading } from '../../src/finding.js'
import { externalReader } from '../../src/reports/external-files.js'
import { loadDocument } from '../../src/reports/load-document.js'
import { readComponents } from '../../src/reports/sarif/components.js'
import { withExternalProperties } from '../../src/reports/sarif/external.js'
import { effectiveLevel, kindOf, readOverrides } from '../../src/reports/sarif/levels.js'
import { openLog } from '../../src/reports/sarif/log.js'
import { readSarif, type SarifSource } from '../../src/reports/sarif/read.js'
import { lookUpRule } from '../../src/reports/sarif/rules.js'
import { asObject, type JsonObject } from '../../src/reports/shared/json.js'

export interface OwnResult {
  readonly run: number
  readonly index: number
  readonly verdict: Reading['verdict']
  /** Absent where the verdict is that there is no finding. */
  readonly ruleId?: string
  readonly message?: string
  readonly startLine?: number
  readonly kind: string
  /** The effective level, of a result seen as a problem. */
  readonly level: string
  /** The level that the result itself states. */
  readonly statedLevel: unknown
}

export type OwnReading = { readonly results: readonly OwnResult[] } | { readonly unreadable: string }

type ReadExternal = (uri: string) => unknown

/** @param file absolute path of a report in UTF-8 */
export function ownResults(file: string): OwnReading {
  try {
    const { document } = loadDocument(file)
    return { results: resultsOf(document, externalReader(dirname(file))) }
  } catch (error) {
    if (error instanceof UserError) return { unreadable: `${error.code}: ${error.message}` }
    throw error
  }
}

/** Results in external files are left out: the other side does not open them. */
function resultsOf(source: SarifSource, readExternal: ReadExternal): OwnResult[] {
  const { log, runs } = openLog(source.skeleton)
  const read = readSarif(source, { roots: [], readSource: () => undefined, readExternal })
  return (runs ?? []).flatMap((run, runIndex) => {
    const levelOf = createLevelReader(asObject(run) ?? {}, log, readExternal)
    const readings = [...(read[runIndex]?.readings() ?? [])]
    return [...(source.results(runIndex) ?? [])].map((element, index) => {
      const reading = readings[index]
      if (reading === undefined) throw new Error(`runs[${runIndex}].results[${index}] was lost`)
      return { run: runIndex, index, ...factsOf(reading), ...levelOf(asObject(element) ?? {}) }
    })
  })
}

function factsOf(reading: Reading): Pick<OwnResult, 'verdict' | 'ruleId' | 'message' | 'startLine'> {
  if (!('finding' in reading)) return { verdict: reading.verdict }
  const { rule, message, location } = reading.finding
  const startLine = location?.startLine
  return { verdict: reading.verdict, ruleId: rule.id, message, ...(startLine !== undefined && { startLine }) }
}

/** A finding only has a severity, of which the level is the last resort; so the level is asked for where it is worked out. */
function createLevelReader(run: JsonObject, log: JsonObject, readExternal: ReadExternal) {
  const completed = withExternalProperties(run, log, '', readExternal).run
  const components = readComponents(completed)
  const overrides = readOverrides(completed, components)
  return (result: JsonObject): Pick<OwnResult, 'kind' | 'level' | 'statedLevel'> => {
    const found = lookUpRule(components, result)
    const { kind } = kindOf(result)
    const { level } = effectiveLevel(result, kind, overrides(result, found), found.descriptor)
    return { kind, level, statedLevel: result['level'] }
  }
}
