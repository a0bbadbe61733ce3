import type { Inputs } from '../inputs.js'
import type { RunContext } from '../run-context.js'
import { streamOf } from './streams.js'

/** How a run treats Security Hub. */
export type Mode = 'import' | 'compare' | 'dry-run'

export function modeOf(inputs: Pick<Inputs, 'import'>, { scope }: Pick<RunContext, 'scope'>): Mode {
  if (inputs.import === 'never') return 'dry-run'
  return inputs.import === 'auto' ? streamOf(scope).auto : 'import'
}
