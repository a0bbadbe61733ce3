import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { StoredFinding } from '../../local-hub/index.js'
import { zipOf } from '../reports/containers/zip-writer.js'
import { expectSound, stepErrors } from '../support/outcomes.js'
import type { ActionRun, ActionRunOptions } from '../support/run-action.js'
import { readByRunner } from '../support/runner-commands.js'
import { aReport, aResult, aRun, type ResultOptions } from '../support/sarif.js'
import { type Scenario, startScenario } from '../support/scenario.js'

/** One good finding of another tool, which has to arrive whatever the other report is. */
const GOOD = aReport([aResult({ message: 'The good one' })], { tool: 'Good' })

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.files({ 'src/app.py': 'import db\ndb.run(input())\nprint(1)\ndb.run(name)\n', 'good.sarif': GOOD })
})
afterEach(() => shop.close())

const READ_BOTH: ActionRunOptions = { inputs: { reports: 'good.sarif\nbad.sarif' } }

async function runWith(content: string | Uint8Array, options: ActionRunOptions = READ_BOTH): Promise<ActionRun> {
  shop.files({ 'bad.sarif': content })
  return shop.run(options)
}

/** What became of the other report's results in Security Hub. */
const fromBad = () => shop.active().filter(({ ProductName }) => ProductName !== 'Good')
const goodArrived = () => expect(shop.active().filter(({ ProductName }) => ProductName === 'Good')).toHaveLength(1)
const one = (result: ResultOptions = {}, tool?: string) => aReport([aResult(result)], tool === undefined ? {} : { tool })
const pathOf = (finding: StoredFinding | undefined) => finding?.Resources?.[0]?.Details?.Other?.['Path']

describe('a report that cannot be read', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['is empty', '', /^REPORT_EMPTY: bad\.sarif: the file is empty/],
    ['is blank', ' \n\t\n', /^REPORT_EMPTY: bad\.sarif: the file is empty/],
    ['is a log', 'Scanning…\nDone.', /^REPORT_NOT_JSON: bad\.sarif: this is not JSON: unexpected "S" at line 1, column 1/],
    ['has a comma too many', '{"version": "2.1.0", "runs": [],}', /^REPORT_NOT_JSON: bad\.sarif: .* unexpected "}" at line 1, column 33/],
    ['is followed by a log', `${one()}\nDone.`, /^REPORT_NOT_JSON: bad\.sarif: something follows the JSON at line 2, column 1: "D"/],
    ['is two reports', `${one()}${one()}`, /^REPORT_NOT_JSON: bad\.sarif: something follows the JSON/],
    ['is cut off', one().slice(0, 200), /^REPORT_NOT_JSON: bad\.sarif: the JSON ends too early, at line 1, column 201/],
    ['is HTML', '<!DOCTYPE html><html></html>', /^REPORT_[A-Z]+: bad\.sarif: /],
    ['is a JSON text', '"sarif"', /^REPORT_UNRECOGNISED: bad\.sarif: no known report format: a string/],
    ['is null', 'null', /^REPORT_UNRECOGNISED: bad\.sarif: no known report format: null/],
    ['is something else', '{"a": 1, "b": {}}', /^REPORT_UNRECOGNISED: bad\.sarif: .*"a", "b"/],
    ['is SARIF 1.0.0', JSON.stringify({ version: '1.0.0', runs: [aRun([])] }), /^SARIF_VERSION_UNSUPPORTED: bad\.sarif: .*"1\.0\.0"/],
    ['is SARIF 2.0.0', JSON.stringify({ version: '2.0.0', runs: [aRun([])] }), /^SARIF_VERSION_UNSUPPORTED: bad\.sarif: .*"2\.0\.0"/],
    ['has runs of the wrong type', '{"version": "2.1.0", "runs": "none"}', /^SARIF_MALFORMED: bad\.sarif: .*`runs`.*a string/],
    [
      'nests endlessly',
      `{"version":"2.1.0","runs":${'['.repeat(100_000)}`,
      /^REPORT_UNREADABLE: bad\.sarif: the JSON nests deeper than 512 levels/,
    ],
    ['is a damaged gzip file', gzipSync(one()).subarray(0, 60), /^REPORT_UNREADABLE: bad\.sarif: the gzip file is damaged or cut off/],
    [
      'is a damaged archive',
      zipOf([{ name: 'a.sarif', content: one() }]).subarray(0, 80),
      /^REPORT_UNREADABLE: bad\.sarif: the archive is damaged/,
    ],
    [
      'is an archive with names that lead out of it',
      zipOf([{ name: '../../report.sarif', content: one() }]),
      /^REPORT_UNREADABLE: bad\.sarif: the archive is damaged/,
    ],
    ['is an archive without reports', zipOf([{ name: 'a.txt', content: 'x' }]), /^REPORT_EMPTY: bad\.sarif: the archive holds no report/],
    ['is encoded in UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), /^REPORT_UNREADABLE: bad\.sarif: it is encoded in UTF-32/],
  ])('because it %s is told, and the other is imported', async (_what, content, expected) => {
    const run = await runWith(content)
    expect(run.exitCode).toBe(1)
    expect(stepErrors(run)).toMatch(expected)
    expect(stepErrors(run)).toContain('What to do: ')
    expect(expectSound(run)).toMatchObject({ outcome: 'partial', import: { imported: 1, failed: 0 } })
    goodArrived()
    expect(run.log).toContain('bad.sarif: could not be read')
    expect(shop.hub.violations()).toEqual([])
  })

  test('because it is not there is told, and the other is imported', async () => {
    const run = await shop.run(READ_BOTH)
    expect(stepErrors(run)).toMatch(/^REPORT_NOT_FOUND: bad\.sarif: there is no such file/)
    expect(expectSound(run).outcome).toBe('partial')
    goodArrived()
  })
})

describe('a report of a scanner that failed', () => {
  test.each<[string, string]>([
    ['runs are null', '{"version": "2.1.0", "runs": null}'],
    ['there are no runs', '{"version": "2.1.0", "runs": []}'],
    ['a run is null', '{"version": "2.1.0", "runs": [null]}'],
    ['results are null', aReport(null)],
    ['results are absent', aReport(undefined)],
    ['results are an object', aReport({ '0': aResult() })],
    ['the execution failed', aReport([], { more: { invocations: [{ executionSuccessful: false }] } })],
  ])('where %s is warned of, and is no clean bill of health', async (_what, content) => {
    const run = await runWith(content)
    expect(run.exitCode).toBe(0)
    const report = expectSound(run)
    expect(report.reports).toContainEqual(expect.objectContaining({ path: 'bad.sarif', results: 0, complete: false }))
    const warnings = readByRunner(run.log).annotations.filter(({ level }) => level === 'warning')
    expect(warnings).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^bad\.sarif: results of \S+ may be missing\. \S/) }),
    ])
    expect(run.summary).toContain('<strong>no</strong>')
    goodArrived()
  })

  test('in a part tells which results could not be read', async () => {
    const run = await runWith(aReport([aResult(), null, 5, 'x', [], {}]))
    const report = expectSound(run)
    expect(report.accounting).toMatchObject({ results: 7, unreadable: 5, findings: 2 })
    const problems = report.reports.find(({ path }) => path === 'bad.sarif')?.['problems'] as { code: string; at: string }[]
    expect(problems.map(({ code, at }) => `${code} ${at}`)).toEqual(
      [1, 2, 3, 4, 5].map((index) => `unreadable-result runs[0].results[${index}]`),
    )
    expect(run.log).toMatch(/^::warning::bad\.sarif: results of Scanner may be missing\. /m)
  })
})

describe('a report in another guise', () => {
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
  const text = one({ message: 'Überall 😀' })

  test.each<[string, Uint8Array]>([
    ['with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['in UTF-16 LE', utf16(text)],
    ['in UTF-16 BE', utf16(text).swap16()],
    ['in UTF-16 LE without a byte order mark', Buffer.from(text, 'utf16le')],
    ['packed with gzip', gzipSync(text)],
    ['packed with gzip, twice', gzipSync(gzipSync(text))],
    ['packed with zip', zipOf([{ name: 'out/report.sarif', content: text }])],
  ])('%s is read', async (_name, content) => {
    const run = await runWith(content)
    expectSound(run)
    goodArrived()
    expect(fromBad().map(({ Title }) => Title)).toEqual(['Überall 😀'])
  })
})

describe('a report in an odd place', () => {
  test.each([
    ['begins with a dash', '-rf.sarif'],
    ['has spaces', 'my report.sarif'],
    ['has characters beyond ASCII', 'Prüfung 名.sarif'],
    ['is a pattern itself', 'report[1].sarif'],
    ['looks like a command', '::error::x.sarif'],
    ['wants to be Markdown', '<img src=x>|`a`.sarif'],
  ])('with a name that %s is read', async (_what, name) => {
    shop.files({ [name]: one() })
    const run = await shop.run({ inputs: { reports: name } })
    expect(run.exitCode).toBe(0)
    expect(expectSound(run).reports).toEqual([expect.objectContaining({ path: name, results: 1 })])
    expect(readByRunner(run.log).commands.filter(({ name: command }) => command === 'error')).toHaveLength(1)
    expect(run.summary).not.toContain('<img')
  })

  test('with a line break in its name is found by a pattern', async () => {
    shop.files({ 'out/a\n::error::b.sarif': one() })
    const run = await shop.run({ inputs: { reports: 'out/*.sarif' } })
    expect(run.exitCode).toBe(0)
    expectSound(run)
    expect(fromBad()).toHaveLength(1)
  })

  test('that is a directory named like a report holds nothing, which is told', async () => {
    shop.files({ 'bad.sarif/readme.txt': 'x' })
    const run = await shop.run(READ_BOTH)
    expect(expectSound(run)).toMatchObject({ outcome: 'imported', import: { imported: 1 } })
    expect(run.log).toContain('bad.sarif: no report found')
    goodArrived()
  })

  test('behind a link that leads out of a directory is not followed, which is told', async () => {
    const outside = join(dirname(shop.workspace), 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'secret.sarif'), one())
    shop.files({ 'out/inside.sarif': one({ message: 'Inside' }) })
    symlinkSync(outside, join(shop.workspace, 'out', 'linked'))
    symlinkSync(join(outside, 'secret.sarif'), join(shop.workspace, 'out', 'linked.sarif'))
    const run = await shop.run({ inputs: { reports: 'good.sarif\nout/**/*.sarif' } })
    expectSound(run)
    expect(fromBad().map(({ Title }) => Title)).toEqual(['Inside'])
    expect(run.log).toMatch(/out\/.*not followed/)
  })
})

describe('values that do not fit', () => {
  test.each<[string, string]>([
    ['a tool name of 60 characters', one({}, 'T'.repeat(60))],
    ['a tool name of 600 characters', one({}, '名'.repeat(600))],
    ['a message of 10,000 characters', one({ message: 'x'.repeat(10_000) })],
    ['a message of a million characters', one({ message: 'word '.repeat(200_000) })],
    ['a rule id of a million characters', one({ ruleId: 'r'.repeat(1_000_000) })],
    ['a path of a million characters', one({ uri: `${'a/'.repeat(500_000)}x` })],
    ['emoji at the cut', one({ message: '😀'.repeat(2000) })],
    ['emoji across the cut', one({ message: `a${'😀'.repeat(2000)}` })],
    ['lone surrogates', one({ message: '\uD800 x \uDC00', ruleId: '\uD800', uri: 'src/\uD800.py' }, '\uD800')],
    ['control characters', one({ message: 'a\u0000b\u0007c', ruleId: 'a\u0000b', uri: 'src/a\u0000b.py' }, 'T\u0000')],
    [
      '5,000 tags',
      aReport([aResult()], { rules: [{ id: 'sql-injection', properties: { tags: Array.from({ length: 5000 }, (_, i) => `tag ${i}`) } }] }),
    ],
    [
      '1,000 fingerprints',
      one({ more: { partialFingerprints: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key ${i}`, `value ${i}`])) } }),
    ],
    [
      'a thousand places',
      one({
        more: { locations: Array.from({ length: 1000 }, (_, i) => ({ physicalLocation: { artifactLocation: { uri: `src/${i}.py` } } })) },
      }),
    ],
    ['no rule, no place, no message', aReport([{ message: {} }], {})],
    ['empty texts', one({ message: '', ruleId: '', uri: '' }, '')],
    ['blank texts', one({ message: ' \t', ruleId: ' ', uri: '  ' }, ' ')],
    ['an unknown level', one({ level: 'catastrophic' })],
    ['lines before the first', one({ line: -5 })],
    ['a line of 10^21', one({ line: 1e21 })],
    ['half a line', one({ line: 1.5 })],
    [
      'types all wrong',
      aReport([
        { ruleId: 5, level: [], message: { text: {} }, locations: {}, fingerprints: 'x', properties: [], kind: null, rank: 'high' },
      ]),
    ],
    [
      'keys of JavaScript',
      one({ ruleId: '__proto__', uri: '__proto__', more: { properties: { constructor: 1, toString: 'x' } } }, 'constructor'),
    ],
    [
      'names of methods',
      aReport([aResult({ ruleId: 'toString', uri: 'hasOwnProperty' })], {
        tool: 'valueOf',
        rules: [{ id: 'toString', name: 'constructor' }],
      }),
    ],
  ])('%s: the finding is valid and arrives', async (_what, content) => {
    const run = await runWith(content)
    expect(run.exitCode).toBe(0)
    expect(expectSound(run)).toMatchObject({
      outcome: 'imported',
      accounting: { results: 2, findings: 2 },
      import: { imported: 2, failed: 0 },
    })
    goodArrived()
    expect(fromBad()).toHaveLength(1)
    expect(shop.hub.violations()).toEqual([])
    expect(run.log.isWellFormed() && run.summary.isWellFormed() && JSON.stringify(fromBad()).isWellFormed()).toBe(true)
  })

  test('titles and descriptions are cut between characters', async () => {
    await runWith(one({ message: `a${'😀'.repeat(2000)}` }))
    const [finding] = fromBad()
    expect([...(finding?.Title ?? '')].slice(-2)).toEqual(['😀', '…'])
    expect([...(finding?.Description ?? '')].slice(-2)).toEqual(['😀', '…'])
    expect([...(finding?.Title ?? '')].length).toBeLessThanOrEqual(256)
  })

  test('numbers written as texts are understood', async () => {
    const region = { startLine: '2', endLine: '3' }
    await runWith(one({ more: { locations: [{ physicalLocation: { artifactLocation: { uri: 'src/app.py' }, region } }] } }))
    expect(fromBad()[0]?.Resources?.[0]?.Details?.Other).toMatchObject({ Path: 'src/app.py', StartLine: '2', EndLine: '3' })
  })

  test('of a key that is there twice the last value counts, as everywhere', async () => {
    await runWith(aReport([aResult()]).replace('"message":', '"message":{"text":"first"},"message":'))
    expect(fromBad().map(({ Title }) => Title)).toEqual(['User input reaches a query'])
  })

  test('an account id keeps its leading zero', async () => {
    await shop.close()
    shop = await startScenario({ accountId: '012345678901' })
    shop.files({ 'good.sarif': GOOD, 'bad.sarif': one() })
    for (const inputs of [{}, { 'aws-account-id': '012345678901' }]) {
      const run = await shop.run({ inputs: { ...READ_BOTH.inputs, ...inputs } })
      expect(expectSound(run).target).toMatchObject({ accountId: '012345678901' })
    }
    expect(new Set(shop.active().map(({ AwsAccountId }) => AwsAccountId))).toEqual(new Set(['012345678901']))
    expect(shop.hub.violations()).toEqual([])
  })

  test('a line of the source of a million characters is no trouble', async () => {
    shop.files({ 'src/app.py': `${'x'.repeat(1_000_000)}\n${'y'.repeat(1_000_000)}\n` })
    const run = await runWith(one())
    expect(expectSound(run).outcome).toBe('imported')
    expect(fromBad()).toHaveLength(1)
  })
})

describe('paths', () => {
  test.each<[string, string, string | undefined]>([
    ['that lead out', '../../etc/passwd', undefined],
    ['that lead out in disguise', '%2e%2e/%2e%2e/etc/passwd', undefined],
    ['that lead out and back into the folder of the checkout', '../shop/src/app.py', 'src/app.py'],
    ['that go round', 'src/../src/./app.py', 'src/app.py'],
    ['of another machine', '/home/builder/project/app.py', undefined],
    ['of the system', 'file:///etc/passwd', undefined],
    ['of Windows', 'C:\\Users\\jane\\app.py', undefined],
    ['of a share', '\\\\server\\share\\app.py', undefined],
    ['of the runner’s checkout', '/home/runner/work/shop/shop/src/app.py', 'src/app.py'],
    ['of a container’s checkout', 'file:///github/workspace/src/app.py', 'src/app.py'],
    ['with percent signs', 'src/100%25.py', 'src/100%.py'],
  ])('%s', async (_what, uri, path) => {
    const run = await runWith(one({ uri }))
    expectSound(run)
    expect(fromBad().map(pathOf)).toEqual([path])
    const annotation = readByRunner(run.log).annotations.find(({ message }) =>
      /Rule: sql-injection \(Scanner\)|Found by: .*Scanner/.test(message),
    )
    expect(annotation?.file).toBe(path === 'src/app.py' ? path : undefined)
    const told = `${JSON.stringify(fromBad())}${run.log}${run.summary}`
    for (const secret of ['/etc/passwd', 'jane', '/home/builder']) expect(told).not.toContain(secret)
  })
})
