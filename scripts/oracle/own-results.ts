/** What this project reads from each result of a report, at its place in the report. */
import { dirname } from 'node:path'
import { UserError } from '../../src/errors.js'
import type { Reading } from '../../src/finding.js'
import { externalReader } from '../../src/reports/documents/external-files.js'
import { withExternalProperties } from '../../src/reports/sarif/external.js'
import { openLog } from '../../src/reports/sarif/log.js'
import { readSarif, type SarifSource } from '../../src/reports/sarif/read.js'
import { readComponents } from '../../src/reports/sarif/rules/components.js'
import { lookUpRule } from '../../src/reports/sarif/rules/rules.js'
import { effectiveLevel, kindOf, readOverrides } from '../../src/reports/sarif/severity/levels.js'
import { messageText } from '../../src/reports/sarif/texts/messages.js'
import { asObject, type JsonObject } from '../../src/reports/vocabulary/json.js'
import { reportDocument } from '../docs/report-document.js'

export interface OwnResult {
  readonly run: number
  readonly index: number
  readonly kind: string
  /** The effective level, of a result seen as a problem. */
  readonly level: string
  /** The level that the result itself states. */
  readonly statedLevel: unknown
  /** Absent where the result is no problem, or no result. */
  readonly finding?: { readonly ruleId: string; readonly message: string; readonly startLine?: number }
}

export type OwnReading = { readonly results: readonly OwnResult[] } | { readonly unreadable: string }

type ReadExternal = (uri: string) => unknown

/** @param file absolute path of a report */
export async function ownResults(file: string): Promise<OwnReading> {
  try {
    return { results: resultsOf(await reportDocument(file), externalReader(dirname(file))) }
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
    const resolve = createResolver(asObject(run) ?? {}, log, readExternal)
    const readings = [...(read[runIndex]?.readings() ?? [])]
    return [...(source.results(runIndex) ?? [])].map((element, index) => {
      const reading = readings[index]
      if (reading === undefined) throw new Error(`runs[${runIndex}].results[${index}] was lost`)
      return { run: runIndex, index, ...resolve(asObject(element) ?? {}, reading) }
    })
  })
}

type Resolve = (result: JsonObject, reading: Reading) => Omit<OwnResult, 'run' | 'index'>

/**
 * Asks where rule, level and message are worked out. Of these a finding has only what became of them: a severity, of which the level is the
 * last resort, and a message without what stands elsewhere.
 */
function createResolver(run: JsonObject, log: JsonObject, readExternal: ReadExternal): Resolve {
  const completed = withExternalProperties(run, log, '', readExternal).run
  const components = readComponents(completed)
  const overrides = readOverrides(completed, components)
  return (result, reading) => {
    const found = lookUpRule(components, result)
    const { kind } = kindOf(result)
    const { level } = effectiveLevel(result, kind, overrides(result, found), found.descriptor)
    const message = messageText(result['message'], found.descriptor, [found.component, components.driver]) ?? ''
    return { kind, level, statedLevel: result['level'], ...findingIn(reading, message) }
  }
}

function findingIn(reading: Reading, message: string): Pick<OwnResult, 'finding'> {
  if (!('finding' in reading)) return {}
  const { rule, location } = reading.finding
  const startLine = location?.startLine
  return { finding: { ruleId: rule.id, message, ...(startLine !== undefined && { startLine }) } }
}
