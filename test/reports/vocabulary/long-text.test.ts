import { expect, test } from '@jest/globals'
import type { Reading } from '../../../src/finding.js'
import { LONGEST_TEXT } from '../../../src/longest-text.js'
import { createRedactor } from '../../../src/redact.js'
import { openReports } from '../../../src/reports/open.js'
import { asText, ofBearableLength, textsOf } from '../../../src/reports/vocabulary/json.js'
import { aReport, aResult } from '../../support/sarif.js'
import { inFolder } from '../folder.js'

const LONG = 'word '.repeat(LONGEST_TEXT)

test('a text of bearable length stays as it is', () => {
  const text = 'a'.repeat(LONGEST_TEXT)
  expect(ofBearableLength(text)).toBe(text)
})

test.each([
  ['a text', (text: string) => asText(text)],
  ['an entry of a list', (text: string) => textsOf([text])[0]],
])('%s that is too long keeps its beginning, and what is behind it still tells two apart', (_, read) => {
  const [one, other] = [read(`${LONG}1`) ?? '', read(`${LONG}2`) ?? '']
  expect(one.startsWith(LONG.slice(0, LONGEST_TEXT))).toBe(true)
  expect(one.length).toBeLessThan(LONGEST_TEXT + 100)
  expect(one).not.toBe(other)
  expect(read(`${LONG}1`)).toBe(one)
})

async function readingsOf(report: string): Promise<readonly Reading[]> {
  const all: Reading[] = []
  await inFolder(async (folder) => {
    const path = folder.write('report', report)
    const { reports } = await openReports(
      { path, shown: 'report' },
      { format: 'auto', roots: [], readSource: () => undefined, tempDirectory: '/tmp' },
    )
    const redactor = createRedactor({ roots: [] })
    for (const run of reports.flatMap(({ runs }) => runs)) for (const reading of redactor.run(run).readings()) all.push(reading)
  })
  return all
}

const messageOf = (reading: Reading | undefined) => (reading !== undefined && 'finding' in reading ? reading.finding.message : '')

test.each([
  ['its own', (end: string) => ({ text: LONG + end })],
  ['arguments', (end: string) => ({ text: '{0}{0}{0}{1}', arguments: [LONG, LONG + end] })],
])('messages of SARIF with %s text are read to a bearable length', async (_, message) => {
  const [one, other] = await readingsOf(aReport([message('1'), message('2')].map((text) => aResult({ more: { message: text } }))))
  expect(messageOf(one).length).toBeGreaterThan(1024)
  expect(messageOf(one).length).toBeLessThan(LONGEST_TEXT + 200)
  expect(messageOf(one)).not.toBe('')
  expect(messageOf(other)).not.toBe('')
})

test('nothing is quoted of a finding whose secret is longer than what is read of a text', async () => {
  const secret = Array.from({ length: LONGEST_TEXT }, (_, index) => `k${index}`).join('')
  const leak = {
    RuleID: 'key',
    Description: `A key: ${secret.slice(-300)}`,
    StartLine: 1,
    EndLine: 1,
    StartColumn: 1,
    EndColumn: 2,
    Match: secret,
    Secret: secret,
    File: 'a.txt',
    Commit: '',
    Fingerprint: 'a.txt:key:1',
  }
  const [reading] = await readingsOf(JSON.stringify([leak]))
  expect(JSON.stringify(reading)).toContain('[redacted]')
  expect(JSON.stringify(reading)).not.toContain(secret.slice(-300))
})
