import { describe, expect, test } from '@jest/globals'
import { type AnnotationMode, createHighlights, LIST_LIMIT } from '../../src/output/highlights.js'
import type { FindingState, FindingView } from '../../src/run-result.js'
import { aView, aViewWithout, manyViews } from '../support/run-results.js'

function highlightsOf(views: readonly FindingView[], annotations: AnnotationMode = 'new') {
  const highlights = createHighlights({ annotations })
  for (const view of views) highlights.add(view)
  return highlights.done()
}

const ids = (views: readonly FindingView[]) => views.map(({ id }) => id)

describe('what is shown of many findings', () => {
  test('is the most severe, whatever the order they come in', () => {
    const views = manyViews(2000)
    const forwards = highlightsOf(views)
    const backwards = highlightsOf(views.toReversed())
    expect(forwards).toEqual(backwards)
    expect(forwards.top).toHaveLength(LIST_LIMIT)
    expect(new Set(forwards.top.map(({ severity }) => severity))).toEqual(new Set(['CRITICAL']))
  })

  test('is ordered by severity, then path, line and column, those without a place last', () => {
    const views = [
      aViewWithout(['path', 'startLine'], { id: 'no place' }),
      aView({ id: 'b:2', path: 'b', startLine: 2 }),
      aView({ id: 'a:10:9', path: 'a', startLine: 10, startColumn: 9 }),
      aView({ id: 'a:10:2', path: 'a', startLine: 10, startColumn: 2 }),
      aView({ id: 'a:9', path: 'a', startLine: 9 }),
      aView({ id: 'worse', severity: 'CRITICAL', path: 'z' }),
    ]
    expect(ids(highlightsOf(views).top)).toEqual(['worse', 'a:9', 'a:10:2', 'a:10:9', 'b:2', 'no place'])
  })

  test('orders findings of one place by rule, title and id, so that no order of reports matters', () => {
    const views = [aView({ id: '2' }), aView({ id: '1' }), aView({ id: '0', ruleId: 'z' }), aView({ id: '9', title: 'A' })]
    expect(ids(highlightsOf(views).top)).toEqual(['9', '1', '2', '0'])
    expect(ids(highlightsOf(views.toReversed()).top)).toEqual(['9', '1', '2', '0'])
  })

  test('keeps the new and the reopened apart, and counts them all', () => {
    const views = [
      ...manyViews(300, { state: 'unchanged', severity: 'CRITICAL' }),
      ...manyViews(150, { state: 'new', severity: 'LOW' }),
      aView({ state: 'reopened' }),
    ]
    const { fresh, freshCount, top } = highlightsOf(views)
    expect(fresh).toHaveLength(LIST_LIMIT)
    expect(fresh[0]?.state).toBe('reopened')
    expect(freshCount).toBe(151)
    expect(top.every(({ state }) => state === 'unchanged')).toBe(true)
  })
})

describe('counts', () => {
  test('are of every open finding, those dismissed in Security Hub included', () => {
    const { severityCounts, toolCounts } = highlightsOf([
      aView({ severity: 'CRITICAL', tool: 'Trivy' }),
      aView({ severity: 'LOW', dismissed: true }),
      aView({ severity: 'LOW' }),
    ])
    expect(severityCounts).toEqual({ CRITICAL: 1, HIGH: 0, MEDIUM: 0, LOW: 2, INFORMATIONAL: 0 })
    expect(toolCounts).toEqual([
      { tool: 'CodeQL', counts: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 2, INFORMATIONAL: 0 } },
      { tool: 'Trivy', counts: { CRITICAL: 1, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 } },
    ])
  })

  test('are right for tools named like properties of every object', () => {
    const { toolCounts } = highlightsOf([aView({ tool: '__proto__' }), aView({ tool: 'constructor' })])
    expect(toolCounts.map(({ tool }) => tool)).toEqual(['__proto__', 'constructor'])
  })

  test('do not change any more once they are taken', () => {
    const highlights = createHighlights({ annotations: 'new' })
    highlights.add(aView())
    const first = highlights.done()
    highlights.add(aView())
    expect(first.severityCounts.HIGH).toBe(1)
    expect(first.top).toHaveLength(1)
    expect(first.toolCounts[0]?.counts.HIGH).toBe(1)
  })
})

describe('what may be annotated', () => {
  const states: FindingState[] = ['new', 'reopened', 'unchanged', 'moved', 'unknown']
  const oneOfEach = states.map((state) => aView({ id: state, state }))

  test.each([
    ['new', ['new', 'reopened', 'unknown']],
    ['all', ['new', 'reopened', 'moved', 'unchanged', 'unknown']],
    ['none', []],
  ] as const)('with `annotations: %s`', (mode, expected) => {
    expect(ids(highlightsOf(oneOfEach, mode).annotations)).toEqual(expected)
  })

  test('is never what an analyst dismissed, and neither is what is listed', () => {
    const { top, fresh, freshCount, annotations, annotatable } = highlightsOf([aView({ dismissed: true })], 'all')
    expect({ top, fresh, freshCount, annotations, annotatable }).toEqual({
      top: [],
      fresh: [],
      freshCount: 0,
      annotations: [],
      annotatable: { error: 0, warning: 0, notice: 0 },
    })
  })

  test('is bounded, and counted in full by level', () => {
    const { annotations, annotatable } = highlightsOf(manyViews(5000))
    expect(annotatable).toEqual({ error: 2000, warning: 1000, notice: 2000 })
    expect(annotations).toHaveLength(30)
  })
})
