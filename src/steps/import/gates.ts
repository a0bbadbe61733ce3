/** `fail-on` and `fail-on-new`: the user's own conditions for a failing step. */
import { UserError } from '../../errors.js'
import { SEVERITIES, type Severity } from '../../finding.js'
import type { Gate } from '../../inputs.js'
import { count, list } from '../../output/in-words.js'
import { createSelection } from '../../output/selection.js'
import type { FindingState, FindingView, GateCatch } from '../../run-result.js'

/** Findings that are named. More than a screenful nobody reads; the findings file has them all. */
export const NAMED_FINDINGS = 20

export interface Gates {
  /** Once for every distinct open finding; of those that are one problem the one that stands for it counts. */
  add(view: FindingView): void
  done(): GateVerdict
}

export interface GateVerdict extends GateCatch {
  /** One error per gate that tripped. */
  readonly errors: readonly UserError[]
  /** Findings as severe as `fail-on-new` says of which it is not known whether they are new: what it could not judge. */
  readonly unjudged: number
}

type GateInput = 'fail-on' | 'fail-on-new'

interface Watch {
  readonly input: GateInput
  readonly gate: Gate
  /** What the finding is called in the message; nothing when the watch does not look at it. */
  kindOf(state: FindingState): string | undefined
}

/** A finding that came back counts for `fail-on-new` too: the branch did not have it any more. */
const NEW_KINDS: Partial<Readonly<Record<FindingState, string>>> = { new: 'new', reopened: 'reopened' }

/** What an analyst dismissed never counts. */
export function createGates({ failOn, failOnNew }: { readonly failOn: Gate; readonly failOnNew: Gate }): Gates {
  const watches: readonly Watch[] = [
    { input: 'fail-on', gate: failOn, kindOf: () => 'open' },
    { input: 'fail-on-new', gate: failOnNew, kindOf: (state) => NEW_KINDS[state] },
  ]
  const kinds = new Map<Watch, Map<string, number>>(watches.map((watch) => [watch, new Map()]))
  const tripped = createSelection(NAMED_FINDINGS)
  let unjudged = 0
  return {
    add(view) {
      if (view.dismissed || view.standsBehind) return
      const caught = watches.filter(({ input, gate, kindOf }) => reaches(gradeFor(input, view), gate) && kindOf(view.state) !== undefined)
      for (const watch of caught) addTo(kinds.get(watch), watch.kindOf(view.state) ?? '')
      if (caught.length > 0) tripped.add(view)
      if (view.state === 'unknown' && reaches(view.severity, failOnNew)) unjudged += 1
    },
    done: () => ({
      count: tripped.count(),
      findings: tripped.views(),
      settings: [...kinds].flatMap(([{ input, gate }, counts]) => (counts.size === 0 ? [] : settingOf(input, gate))),
      errors: [...kinds].flatMap(([watch, counts]) => gateErrors(watch, counts)),
      unjudged,
    }),
  }
}

/** What was known before counts for what is new as little as its grade. */
function gradeFor(input: GateInput, { severity, freshSeverity = severity }: FindingView): Severity {
  return input === 'fail-on-new' ? freshSeverity : severity
}

function addTo(counts: Map<string, number> | undefined, kind: string): void {
  counts?.set(kind, (counts.get(kind) ?? 0) + 1)
}

function reaches(severity: Severity, gate: Gate): boolean {
  if (gate === undefined) return false
  return gate === 'any' || SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(gate)
}

/** `new` before `reopened`, whichever came first. */
const KINDS = ['open', 'new', 'reopened']

function gateErrors({ input, gate }: Watch, counts: ReadonlyMap<string, number>): UserError[] {
  const numbers = KINDS.flatMap((kind) => (counts.has(kind) ? [{ kind, number: counts.get(kind) ?? 0 }] : []))
  if (numbers.length === 0) return []
  const total = numbers.reduce((sum, { number }) => sum + number, 0)
  const words = list(numbers.map(({ kind, number }) => `${number.toLocaleString('en-US')} ${kind}`))
  return [
    new UserError('GATE_FAILED', `${words} ${total === 1 ? 'finding' : 'findings'}${ofSeverity(gate)} (${settingOf(input, gate)})`, {
      hint: 'Fix them, accept false positives in the scanner or, once they are imported, suppress them in Security Hub, or change the input. The log lists them.',
    }),
  ]
}

/** ` of severity high or higher`; empty where every severity counts. */
function ofSeverity(gate: Gate): string {
  if (gate === 'any' || gate === undefined) return ''
  return ` of severity ${gate.toLowerCase()}${gate === 'CRITICAL' ? '' : ' or higher'}`
}

function settingOf(input: GateInput, gate: Gate): string {
  return `${input}: ${(gate ?? 'never').toLowerCase()}`
}

/** `fail-on-new (fail-on-new: high) could not be judged`, and of how many findings that is true. */
export function unjudgedInWords(unjudged: number, failOnNew: Gate): string {
  const which = `${count(unjudged, 'finding')}${ofSeverity(failOnNew)}`
  return `${settingOf('fail-on-new', failOnNew)} could not be judged: it is not known whether ${which} ${unjudged === 1 ? 'is' : 'are'} new`
}
