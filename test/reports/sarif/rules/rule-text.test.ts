import { describe, expect, test } from '@jest/globals'
import { findingOf, type Json } from '../support.js'

const ruleOf = (rule: Json, driver: Json = {}) => findingOf({ ruleId: 'R' }, { rules: [{ id: 'R', ...rule }], ...driver }).rule
const adviceOf = (rule: Json, result: Json = {}, driver: Json = {}) =>
  findingOf({ ruleId: 'R', ...result }, { rules: [{ id: 'R', ...rule }], ...driver }).remediation

describe('the rule of a finding', () => {
  test('has its texts as plain text and its tags once', () => {
    const rule = {
      name: 'sql-injection',
      shortDescription: { text: 'SQL\n[injection](https://x)' },
      fullDescription: { text: '', markdown: 'Built from **user** input.' },
      help: { text: '# Help\nUse parameters.' },
      helpUri: 'https://example.com/r',
      properties: { tags: ['security', 'security', ' sql ', '', 7] },
    }
    expect(ruleOf(rule)).toEqual({
      id: 'R',
      name: 'sql-injection',
      title: 'SQL injection',
      description: 'Built from user input.',
      helpUrl: 'https://example.com/r',
      tags: ['security', 'sql'],
    })
  })

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'example.com/x', '//example.com', 'https://', 'data:text/html,x', 7])(
    'has no link to %s',
    (helpUri) => {
      expect(ruleOf({ helpUri }).helpUrl).toBeUndefined()
    },
  )

  test.each([
    ['its id', 'R'],
    ["Semgrep's words for its id", 'Semgrep Finding: R'],
    ["Opengrep's words for its id", 'Opengrep Finding: R'],
    ["secretlint's words for its id", 'secretlint rule(R) error'],
    ["JFrog's words for its id", 'Scanner for R'],
    ["JFrog's words for its name", 'Scanner for CVE-2024-0001'],
    ['a template', 'Use of `{function}` in {library}'],
    ["Fortify's template", 'At <Replace key="PrimaryLocation.file"/> line 3'],
  ])('has no title that is only %s', (_, text) => {
    expect(ruleOf({ name: 'CVE-2024-0001', shortDescription: { text } }).title).toBeUndefined()
  })

  test.each([
    ['For more information: https://www.shellcheck.net/wiki/SC2086', undefined],
    [
      'for further information visit https://example.com/index.html#x\n`#[warn(clippy::x)]` on by default',
      '`#[warn(clippy::x)]` on by default',
    ],
    ['For more information on padding see https://example.com/x', 'For more information on padding see https://example.com/x'],
  ])('is not described by a link: %s', (text, description) => {
    expect(ruleOf({ fullDescription: { text } }).description).toBe(description)
  })

  test('keeps the id of the result below that of the descriptor', () => {
    expect(findingOf({ ruleId: 'CWE-20/timeout' }, { rules: [{ id: 'CWE-20', shortDescription: { text: 'Input' } }] }).rule).toMatchObject({
      id: 'CWE-20/timeout',
      title: 'Input',
    })
  })

  test('is found by the whole id in its properties', () => {
    const properties = { id: 'SQL Injection - 145 (sast)', 'security-severity': '9.0', tags: ['sast'] }
    const rules = [{ id: '145 (sast)', help: { text: 'Use parameters.' }, properties }]
    expect(findingOf({ ruleId: 'SQL Injection - 145 (sast)' }, { rules })).toMatchObject({
      kind: 'code',
      rule: { id: 'SQL Injection - 145 (sast)' },
      severity: { label: 'CRITICAL', original: '9.0' },
      remediation: 'Use parameters.',
    })
  })

  test('is called unknown when nobody names it', () => {
    expect(findingOf({}).rule).toEqual({ id: 'unknown', tags: [] })
  })
})

describe('the remediation of a finding', () => {
  test.each([
    [
      'is the fix of the result',
      {},
      { fixes: [{ description: { text: '' } }, { description: { text: 'Use [execFile](1).' } }] },
      'Use execFile.',
    ],
    ['is the Markdown of a fix that has no text', {}, { fixes: [{ description: { markdown: '**Use** `os.Root`.' } }] }, 'Use `os.Root`.'],
    ['is no fix that is only the text to insert', {}, { fixes: [{ description: { text: '|| exit' } }] }, undefined],
    [
      'does not repeat how the message begins',
      { help: { text: 'Code injection by template' } },
      { message: { text: 'Code injection by template: here' } },
      undefined,
    ],
    [
      'does not repeat a part of the message',
      { help: { text: 'Fundamentally insecure trigger.' } },
      { message: { text: 'Use of fundamentally insecure  trigger: pull_request_target' } },
      undefined,
    ],
    [
      'is the next best where the fix only repeats the message',
      { help: { text: 'Pin it.' } },
      { message: { text: 'Not pinned.' }, fixes: [{ description: { text: 'not pinned' } }] },
      'Pin it.',
    ],
    ['is what a property says', {}, { properties: { solution: 'Renew the certificate.' } }, 'Renew the certificate.'],
    ['is an object in a property', { properties: { solution: { text: 'Use a vetted library.' } } }, {}, 'Use a vetted library.'],
    ['is no flag', { properties: { fix: 'none' } }, { properties: { fix: 'fixable_suggestion' } }, undefined],
    ['is no version', { properties: { fix: '4.17.21' } }, {}, undefined],
    ['is no refusal', { properties: { remediation: 'No fix available' } }, {}, undefined],
    ['is the words beside a flag', { properties: { fix: 'none', howToFix: 'Pin the version.' } }, {}, 'Pin the version.'],
    ['is what a property of the rule says', { properties: { recommendation: 'Pin it.' } }, {}, 'Pin it.'],
    [
      'is the section of the help that promises it',
      { help: { text: '# Title\nWhy.\n## Recommendation\n\nEscape **all** input.\n\nMore.' } },
      {},
      'Escape all input.',
    ],
    [
      'is such a section of the Markdown too',
      { help: { text: 'Short.', markdown: '# Overview\nx\n# Remediation\nUpgrade it.' } },
      {},
      'Upgrade it.',
    ],
    [
      'goes on where a paragraph only announces',
      { help: { text: '## How to fix?\nDo this:\n\n- one\n- two' } },
      {},
      'Do this: - one - two',
    ],
    ['is what stands behind a label', { help: { text: 'Description: x\nRemediation instructions: Turn it on.' } }, {}, 'Turn it on.'],
    ['is the first paragraph of the help', { help: { text: 'Use SHA-256\ninstead.\n\nSecond.' } }, {}, 'Use SHA-256 instead.'],
    ['is no heading', { help: { text: 'Description\n\nUse SHA-256.' } }, {}, 'Use SHA-256.'],
    ['does not repeat the short description', { shortDescription: { text: 'Weak {hash}' }, help: { text: 'Weak {hash}' } }, {}, undefined],
    [
      'does not repeat the description',
      { fullDescription: { text: 'Weak hash.' }, help: { text: 'Weak hash. Severity x' } },
      {},
      undefined,
    ],
    ['is no table of facts', { help: { text: 'Check G304\nSeverity: MEDIUM\nConfidence: HIGH' } }, {}, undefined],
    ["is none of Snyk's lists of facts", { help: { markdown: '* Package Manager: npm\n* Module: a\nLGPL-3.0 license' } }, {}, undefined],
    ['is no bare link', { help: { text: 'https://example.com/rule' } }, {}, undefined],
    ['is nothing when nobody says it', {}, {}, undefined],
  ])('%s', (_, rule, result, expected) => {
    expect(adviceOf(rule, result)).toBe(expected)
  })
})

describe('the time since when a problem is known', () => {
  const since = (firstDetectionTimeUtc: unknown) => findingOf({ provenance: { firstDetectionTimeUtc } }).firstSeen
  test.each([
    ['2024-03-01T10:20:30.123Z', '2024-03-01T10:20:30.123Z'],
    ['2024-03-01T10:20:30', '2024-03-01T10:20:30.000Z'],
    ['2024-03-01T12:20+02:00', '2024-03-01T10:20:00.000Z'],
    ['2024-03-01', '2024-03-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00.000Z', undefined],
    ['2024-13-01', undefined],
    ['yesterday', undefined],
    ['1709287230', undefined],
    [1709287230, undefined],
    [null, undefined],
  ])('%j is %s', (written, expected) => {
    expect(since(written)).toBe(expected)
  })
})
