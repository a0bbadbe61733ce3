import { describe, expect, test } from '@jest/globals'
import { parseBranchPattern } from '../../src/branch-patterns.js'
import type { BranchScope } from '../../src/run-context.js'
import { branchOf, modeOf } from '../../src/steps/mode.js'

const branches = ['release/**', '!release/old'].map((line) => {
  const pattern = parseBranchPattern(line)
  if ('fault' in pattern) throw new Error(pattern.fault)
  return pattern
})
const DEFAULT: BranchScope = { kind: 'default-branch' }
const SCOPES: readonly (readonly [BranchScope, 'import' | 'compare'])[] = [
  [DEFAULT, 'import'],
  [{ kind: 'branch', name: 'release/1' }, 'import'],
  [{ kind: 'branch', name: 'release/old' }, 'compare'],
  [{ kind: 'branch', name: 'feature' }, 'compare'],
  [{ kind: 'branch', name: '' }, 'compare'],
  [{ kind: 'tag', name: 'release/1' }, 'compare'],
  [{ kind: 'merge-group', name: 'release/1' }, 'compare'],
  [{ kind: 'pull-request', number: 1 }, 'compare'],
]

describe.each(SCOPES)('%j', (scope, auto) => {
  test(`is to ${auto} by itself`, () => {
    expect(modeOf({ import: 'auto', branches }, { scope })).toBe(auto)
    const own = { mode: auto, context: { scope } }
    expect(branchOf(own)).toEqual(auto === 'import' ? scope : DEFAULT)
  })

  test('is imported always and never as the input says', () => {
    expect(modeOf({ import: 'always', branches: [] }, { scope })).toBe('import')
    expect(modeOf({ import: 'never', branches }, { scope })).toBe('dry-run')
  })

  test('is imported without `branches` only where it is the default branch', () => {
    expect(modeOf({ import: 'auto', branches: [] }, { scope })).toBe(scope.kind === 'default-branch' ? 'import' : 'compare')
  })
})
