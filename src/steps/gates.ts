/** `fail-on` and `fail-on-new`: the user's own conditions for a failing step. */
import { UserError } from '../errors.js'
import { SEVERITIES, type Severity } from '../finding.js'
import type { Gate } from '../inputs.js'
import type { FindingView } from '../run-result.js'

export interface Gates {
  add(view: Pick<FindingView, 'severity' | 'state' | 'dismissed'>): void
  /** One error per gate that tripped. */
  errors(): UserError[]
}

interface Watch {
  readonly input: 'fail-on' | 'fail-on-new'
  readonly gate: Gate
  readonly what: string
  applies(view: Pick<FindingView, 'state'>): boolean
}

/** A finding that came back is new to the branch, so it counts as new. What an analyst dismissed never counts. */
export function createGates({ failOn, failOnNew }: { readonly failOn: Gate; readonly failOnNew: Gate }): Gates {
  const watches: Watch[] = [
    { input: 'fail-on', gate: failOn, what: 'open', applies: () => true },
    { input: 'fail-on-new', gate: failOnNew, what: 'new', applies: ({ state }) => state === 'new' || state === 'reopened' },
  ]
  const caught = new Map<Watch, number>()
  return {
    add(view) {
      if (view.dismissed) return
      for (const watch of watches) {
        if (watch.applies(view) && reaches(view.severity, watch.gate)) caught.set(watch, (caught.get(watch) ?? 0) + 1)
      }
    },
    errors: () => [...caught].map(([watch, count]) => gateError(watch, count)),
  }
}

function reaches(severity: Severity, gate: Gate): boolean {
  if (gate === undefined) return false
  return gate === 'any' || SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(gate)
}

function gateError({ input, gate, what }: Watch, count: number): UserError {
  const word = (gate ?? '').toLowerCase()
  const severity = gate === 'any' ? '' : ` of severity ${word}${gate === 'CRITICAL' ? '' : ' or higher'}`
  return new UserError('GATE_FAILED', `${count} ${what} finding${count === 1 ? '' : 's'}${severity} (${input}: ${word})`, {
    hint: 'Fix them, suppress false positives in Security Hub or in the scanner, or change the input.',
  })
}
