import { describe, expect, test } from '@jest/globals'
import { type CommentFacts, renderComment } from '../../../src/output/comment/comment.js'
import { elementsOf, render } from '../../support/github-markdown.js'
import { HOSTILE } from '../../support/hostile.js'
import { anUpgrade, aResult, aResultOf, aView, someUpgrades } from '../../support/run-results.js'

const mark = { key: 'a', part: 'b', run: 'c', number: 7, news: false }
const facts: CommentFacts = { mark, serverUrl: 'https://github.com', workflow: 'Security', category: '' }
const textOf = (body: string) => render(body).text.replace(/\s+/g, ' ').trim()
const gatesOf = (...findings: readonly ReturnType<typeof aView>[]) => ({ count: findings.length, settings: ['fail-on: any'], findings })

describe('the comment', () => {
  test('of a run where all is well is one line, that says so of an import too', () => {
    expect(textOf(renderComment(aResult({ outcome: 'compared' }), facts))).toMatch(/^✅ Security Hub: no new findings in this change\./)
    expect(textOf(renderComment(aResult(), facts))).toMatch(/^✅ Security Hub: no new findings\./)
  })

  test.each([
    ['something went wrong', aResult({ errors: [{ code: 'REPORT_NOT_FOUND', message: 'x' }] }), '❌'],
    ['something needs attention', aResult({ warnings: ['x'] }), '⚠️'],
    ['nothing was compared', aResult({ lifecycle: { ...aResult().lifecycle, known: false } }), '✅ Security Hub: no open findings'],
  ])('does not say that all is well when %s', (_what, result, first) => {
    const text = textOf(renderComment(result, facts))
    expect(text.startsWith(first)).toBe(true)
    expect(text).not.toMatch(/: no new findings(?: any more)?\. /)
  })

  test('has the upgrades that fix most', () => {
    const result = aResultOf([aView()], { outcome: 'compared', upgrades: someUpgrades({ list: [anUpgrade()] }) })
    expect(textOf(renderComment(result, facts))).toContain('Upgrades that fix most')
  })

  test.each([
    ['https://github.com/a/b/issues/1', ['a href="https://redirect.github.com/a/b/issues/1"']],
    ['https://www.github.com/a/b/pull/1', ['a href="https://redirect.github.com/a/b/pull/1"']],
    ['https://github.example/a/b/issues/1', []],
    ['https://github.com/advisories/GHSA-2222-3333-4444', ['a href="https://github.com/advisories/GHSA-2222-3333-4444"']],
    ['https://tracker.example/a/b/issues/1', ['a href="https://tracker.example/a/b/issues/1"']],
    ['no address', []],
  ])('leaves nothing where %s leads, as the page of the rule or that on what to do', (address, expected) => {
    const { sourceUrl: _, helpUrl: __, ...plain } = aView({ remediation: 'Fix it' })
    for (const view of [
      { ...plain, helpUrl: address },
      { ...plain, remediationUrl: address },
    ]) {
      const body = renderComment(aResultOf([view], { gates: gatesOf(view) }), { ...facts, serverUrl: 'https://github.example' })
      const links = elementsOf(render(body), 'a')
      expect(links.filter((link) => !/actions\/runs|console\.aws/.test(link))).toEqual(expected)
    }
  })

  test('fits into what GitHub takes, whatever is said, with all its parts', () => {
    const long = HOSTILE.join(' ').repeat(20)
    const views = Array.from({ length: 200 }, (_, index) =>
      aView({
        id: String(index),
        title: `${index} ${long}`,
        message: long,
        ruleId: long,
        path: long,
        owners: long,
        remediation: long,
        tool: long,
      }),
    )
    const body = renderComment(aResultOf(views, { gates: gatesOf(...views) }), { ...facts, workflow: long, category: long })
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536)
    expect(render(body)).toMatchObject({ comments: 1, linked: [] })
    expect(textOf(body).slice(-20_000)).toMatch(
      /\d+ more: see the file that the output findings-file names\. A false positive\?.*summary of the run$/,
    )
  })
})
