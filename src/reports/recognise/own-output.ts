/** What this action wrote itself is no report: read again, its findings would be there twice, under the name of another tool. */
import { UserError } from '../../errors.js'
import { OUTCOMES, PRODUCT_FIELD_NAMESPACE } from '../../run-result.js'
import type { ReportDocument } from '../documents/document.js'
import { has } from '../native/has.js'
import { asObject, isObject, type JsonObject } from '../vocabulary/json.js'

/** @throws UserError REPORT_IS_OWN_OUTPUT when anything in the document was written by this action */
export function refuseOwnOutput({ syntax, skeleton }: ReportDocument): void {
  if (syntax !== 'json' && syntax !== 'sequence') return
  for (const object of objectsIn(skeleton, 0)) {
    const what = ownOutput(object)
    if (what !== undefined) throw refusal(what)
  }
}

function refusal(what: string): UserError {
  return new UserError('REPORT_IS_OWN_OUTPUT', `this is no report of a scanner: it ${what}`, {
    hint: "Give the action the scanner's own report. Take the file out of the input reports with a line that starts with !, or write the action's files elsewhere with the input output-directory.",
  })
}

/** Members that lists of findings, or lists of such lists, stand in: of Security Hub's API, of an EventBridge event, of our failed-findings file. */
const FRAMES = ['Findings', 'findings', 'detail', 'finding'] as const

/** A list of pages of events has the findings at level 5. */
const MAX_DEPTH = 6

/** All objects that could be a finding or a run report. */
function* objectsIn(value: unknown, depth: number): Generator<JsonObject> {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(value)) for (const element of value) yield* objectsIn(element, depth + 1)
  else if (isObject(value)) {
    yield value
    for (const name of FRAMES) if (Object.hasOwn(value, name)) yield* objectsIn(value[name], depth + 1)
  }
}

/** What the object shows, to go on after `it`. */
function ownOutput(object: JsonObject): string | undefined {
  if (isOwnFinding(object)) return 'holds findings that this action made'
  return isRunReport(object) ? 'is a run report of this action' : undefined
}

function isOwnFinding({ ProductFields }: JsonObject): boolean {
  return Object.keys(asObject(ProductFields) ?? {}).some((name) => name.startsWith(`${PRODUCT_FIELD_NAMESPACE}/`))
}

const KNOWN_OUTCOMES: ReadonlySet<unknown> = new Set(OUTCOMES)

function isRunReport(object: JsonObject): boolean {
  return KNOWN_OUTCOMES.has(object['outcome']) && has(object, 'version', 'target', 'repository', 'reports', 'accounting', 'lifecycle')
}
