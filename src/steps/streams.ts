/** What a run does with each stream of analyses: the one table that the code and docs/lifecycle.md share. */
import type { BranchScope } from '../run-context.js'

export interface Stream {
  /** With `import: auto`; `listed` is imported where the input `branches` names it. `always` imports whatever it is, `never` is a dry run. */
  readonly auto: 'import' | 'listed' | 'compare'
  /** A run that imports may conclude from a finding's absence that it is fixed. */
  readonly archives: boolean
  /** For people. */
  readonly name: string
  /** For people: why it is treated so. */
  readonly because: string
}

export const STREAMS: Readonly<Record<BranchScope['kind'], Stream>> = {
  'default-branch': {
    auto: 'import',
    archives: true,
    name: 'the default branch',
    because: 'one stream whatever the branch is called, so that renaming it changes nothing',
  },
  branch: {
    auto: 'listed',
    archives: true,
    name: 'that branch',
    because: 'each branch has a state of its own; work that is under way is no state of the product',
  },
  tag: { auto: 'compare', archives: false, name: 'that tag or commit', because: 'it never changes: what is absent was not fixed in it' },
  'pull-request': {
    auto: 'compare',
    archives: true,
    name: 'that pull request',
    because: 'what is only proposed is no state of the product; `import: always` keeps a stream for each pull request',
  },
  'merge-group': {
    auto: 'compare',
    archives: false,
    name: 'that merge group',
    because: 'it is gone once it is merged, and the push that follows reports the same code',
  },
}

export function streamOf(scope: BranchScope): Stream {
  return STREAMS[scope.kind]
}
