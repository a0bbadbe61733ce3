import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { SIZES } from '../../src/reports/documents/document.js'
import { loadReport } from '../../src/reports/documents/load-report.js'
import { createMemory } from '../../src/reports/limits.js'
import { openReports } from '../../src/reports/open.js'
import { inFolder } from './folder.js'

const SMALL = { ...SIZES, values: 100, valuesAtOnce: 20, runs: 10, results: 70 }
const OPTIONS = { format: 'auto', roots: [], readSource: () => undefined, tempDirectory: '/tmp' }

describe('a report that would take all the memory is refused:', () => {
  test.each([
    ['values of an array', `[${'{},'.repeat(60)}{}]`, 'the report has more than 100 values'],
    ['lines', '{}\n'.repeat(60), 'the report has more than 100 values'],
    ['runs', `{"runs":[${'{},'.repeat(20)}{}]}`, 'the log has more than 10 runs'],
    ['runs with results', `{"runs":[${'{"results":[]},'.repeat(20)}{}]}`, 'the log has more than 10 runs'],
    ['results under equal keys', `{"runs":[{${'"results":[],'.repeat(20)}"a":1}]}`, 'the log has more than 10 runs'],
    ['results', `{"runs":[{"results":[${'{},'.repeat(70)}{}]}]}`, 'the log has more than 70 results'],
    ['values of one result', `{"runs":[{"results":[[${'1,'.repeat(30)}1]]}]}`, 'a single result has more than 20 values'],
    [
      'values beside the results',
      `{"a":[${'1,'.repeat(120)}1],"runs":[{"results":[{},1]}]}`,
      'without its results the report has more than 100 values',
    ],
  ])('%s', async (_, text, message) =>
    inFolder(async (folder) => {
      const path = folder.write('report', text)
      await expect(loadReport(path, { sizes: { ...SMALL, whole: 0 } })).rejects.toMatchObject({
        code: 'REPORT_UNREADABLE',
        message: expect.stringContaining(message),
      })
    }),
  )

  test('elements of XML', () =>
    inFolder(async (folder) => {
      const path = folder.write('report', `<r>${'<a/>'.repeat(1_000_001)}</r>`)
      await expect(loadReport(path)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' })
    }))

  test('values of several reports together', () =>
    inFolder(async (folder) => {
      const memory = createMemory({ values: 50, bytes: 10_000 })
      const path = folder.write('report', `[${'1,'.repeat(30)}1]`)
      await loadReport(path, { memory })
      await expect(loadReport(path, { memory })).rejects.toMatchObject({
        message: expect.stringContaining('with it the reports hold more than 50'),
      })
    }))
})

test('a pipe is not waited for', () =>
  inFolder(async (folder) => {
    expect(spawnSync('mkfifo', [folder.at('pipe')]).status).toBe(0)
    const { errors } = await openReports({ path: folder.at('pipe'), shown: 'pipe' }, OPTIONS)
    expect(errors.map(({ message }) => message)).toEqual(['pipe: it is no regular file'])
  }))

test('what grows while it is read is told, and read no further than it went at first', () =>
  inFolder(async (folder) => {
    const path = folder.write('report', JSON.stringify({ version: '2.1.0', runs: [] }).padEnd(50_000))
    let grows = true
    const grow = () => {
      if (!grows) return
      appendFileSync(path, ' ')
      setImmediate(grow)
    }
    grow()
    const { errors } = await openReports({ path, shown: 'report' }, { ...OPTIONS, sizes: { ...SIZES, whole: 100, chunk: 100 } })
    grows = false
    expect(errors.map(({ message }) => message)).toEqual(['report: the file changed while it was read'])
  }))

test('a signal ends the reading', () =>
  inFolder(async (folder) => {
    const path = folder.write('report', `[${'{"a":[1]},'.repeat(400_000)}1]`)
    const cancel = new AbortController()
    const opening = openReports({ path, shown: 'report' }, { ...OPTIONS, signal: cancel.signal })
    cancel.abort(new Error('enough'))
    await expect(opening).rejects.toThrow('enough')
  }))
