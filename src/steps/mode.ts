import { matchesBranch } from '../branch-patterns.js'
import type { Inputs } from '../inputs.js'
import type { BranchScope, RunContext } from '../run-context.js'
import { streamOf } from './streams.js'

/** How a run treats Security Hub. */
export type Mode = 'import' | 'compare' | 'dry-run'

export function modeOf(inputs: Pick<Inputs, 'import' | 'branches'>, { scope }: Pick<RunContext, 'scope'>): Mode {
  if (inputs.import === 'never') return 'dry-run'
  if (inputs.import === 'always') return 'import'
  const { auto } = streamOf(scope)
  if (auto !== 'listed') return auto
  return scope.kind === 'branch' && matchesBranch(inputs.branches, scope.name) ? 'import' : 'compare'
}

/** What the findings are matched with: the branch itself, or the default branch when this run only compares. */
export function branchOf({ mode, context }: { readonly mode: Mode; readonly context: Pick<RunContext, 'scope'> }): BranchScope {
  return mode === 'compare' ? { kind: 'default-branch' } : context.scope
}
