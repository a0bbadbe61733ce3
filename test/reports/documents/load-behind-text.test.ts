/** Text that a tool, or whoever called it, put into the file with the report. A part of a report never passes for all of it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../src/errors.js'
import { loadReport } from '../../../src/reports/documents/load-report.js'
import { openReports } from '../../../src/reports/open.js'
import { inFolder } from '../folder.js'

const GOSEC = readFileSync('test/fixtures/gosec/one.json', 'utf8')
const LINES = readFileSync('test/fixtures/ruff/lines.ndjson', 'utf8')
const SAFETY = readFileSync('test/fixtures/safety/check.json', 'utf8')

/** Source: github.com/pyupio/safety, safety/cli.py, print_deprecation_message, which is called before and after. */
const BANNER = `\n\n+${'='.repeat(187)}+\n\n\nDEPRECATED: this command (\`check\`) has been DEPRECATED, and will be unsupported beyond 01 June 2024.\n\n\nWe highly encourage switching to the new \`scan\` command which is easier to use, more powerful, and can be set up to mimic the deprecated command if required.\n\n\n+${'='.repeat(187)}+\n\n\n`

interface Opened {
  readonly format: string | undefined
  readonly complete: boolean
  readonly problems: readonly string[]
  readonly results: number
  readonly error: string | undefined
}

async function open(content: string): Promise<Opened> {
  const all: Opened[] = []
  await inFolder(async (folder) => {
    const path = folder.write('report.json', content)
    const options = { format: 'auto', roots: [], readSource: () => undefined, tempDirectory: folder.path }
    const { reports, errors } = await openReports({ path, shown: 'report.json' }, options)
    const runs = reports.flatMap((report) => report.runs)
    const results = runs.flatMap((run) => [...run.readings()]).length
    all.push({
      format: reports[0]?.format,
      complete: runs.length > 0 && runs.every((run) => run.complete()),
      problems: runs.flatMap((run) => run.problems().map(({ code, message }) => `${code}: ${message}`)),
      results,
      error: errors[0]?.code,
    })
  })
  const [opened] = all
  if (opened === undefined) throw new Error('not opened')
  return opened
}

describe('a report behind text is read, and the text is told', () => {
  test.each([
    ['the banner of Safety before it', BANNER + SAFETY, 'safety'],
    ['the banner of Safety before and after it', `${BANNER}${SAFETY}\n${BANNER}`, 'safety'],
    ['warnings of npm', `npm warn Unknown env config "x". This will stop working.\nnpm warn deprecated\n${GOSEC}`, 'gosec'],
    ['lines of a log', `[INFO] 2026-01-02 scanning\r\n\r\n[2/2] done (100%)\r\n${GOSEC}`, 'gosec'],
    ['what pip-audit says', `Found 3 known vulnerabilities in 2 packages\n${GOSEC}`, 'gosec'],
    [
      'what pip-audit says that it was told to ignore',
      `Found 3 known vulnerabilities, ignored 1 vulnerability in 2 packages\n${GOSEC}`,
      'gosec',
    ],
    ['defaults', `Defaulting to user installation, by default\nexit status 0\n${GOSEC}`, 'gosec'],
    ['JSON Lines', `warning: a rule has another name now\n${LINES}`, 'ruff'],
    ['a byte order mark', `\ufeffwarning\n${GOSEC}`, 'gosec'],
  ])('%s', async (_, content, format) => {
    const { problems, ...opened } = await open(content)
    expect(opened).toMatchObject({ format, complete: true, error: undefined })
    expect(opened.results).toBeGreaterThan(0)
    expect(problems).toEqual([
      'text-around: There is text in the file that is no part of the report, which was read all the same. Let the scanner write nothing but its report into it.',
    ])
  })
})

describe('text that says that something failed', () => {
  test.each([
    'ERROR: could not read web/package-lock.json',
    'level=fatal msg="no database"',
    'Skipping 3 files',
    'Killed',
    'request timed out',
    'Terminated',
    'Segmentation fault (core dumped)',
    'general protection fault, not the default',
    'results truncated',
    'Too Many Requests',
    'giving up',
    'scan cancelled',
    'Out of memory',
    'partial results',
    'Rate limit exceeded',
    'No such file or directory',
    'Invalid configuration in .tool.yml ignored',
    'exit status 2',
    'exited with code 137',
    'the analyzer crashed',
    '2 lock files are missing',
    'unsupported lock file',
  ])('%s', async (line) => {
    const { complete, results, problems } = await open(`scanning\n${line}\n${GOSEC}`)
    expect({ complete, results }).toEqual({ complete: false, results: 1 })
    expect(problems).toEqual([expect.stringMatching(/^execution-unsuccessful: There is text/)])
    expect(problems).toEqual([expect.stringContaining(`It says ${JSON.stringify(line)}, so results may be missing.`)])
  })

  test('is quoted without what could act in a log, and the rest of the text is not', async () => {
    const { problems } = await open(`key n0tr3al-k3y\n\u001b[31mfailed ::error::${'x'.repeat(300)}\n${GOSEC}`)
    expect(problems.join()).not.toContain('n0tr3al')
    expect(problems.join()).not.toContain('\u001b')
    expect(problems.join().length).toBeLessThan(500)
  })
})

describe('what may be a part of a report, or of two, is none', () => {
  const [first = '', ...others] = JSON.stringify(JSON.parse(GOSEC), null, 2).split('\n')
  test.each([
    ['two reports with text before', `scanning\n${GOSEC}\n${GOSEC}done\n`],
    ['two reports with text between', `${GOSEC}\nscanning\n${GOSEC}`],
    ['text before and other text after', `scanning\n${GOSEC}\ndone`],
    ['a report that ends in the middle', `scanning\n${GOSEC.trim().slice(0, -3)}`],
    ['lines of which the last is cut off', `warning\n${LINES.trim()}\n${LINES.trim().slice(0, -3)}`],
    ['lines of which the first has lost its beginning', `${LINES.trim().slice(20)}\n${LINES}`],
    ['a report without its first line', `${others.join('\n')}\n${GOSEC}`],
    ['a report without its end, and another', `${first}\n${others.slice(0, 5).join('\n')}\n${GOSEC}`],
    ['a string that was cut off', `and more of a text", "line": 3}\n${GOSEC}`],
    ['an element of a list that was cut off', `  17,\n${GOSEC}`],
    ['a value on the line of the text', `report: ${GOSEC}`],
    ['text alone', 'scanning\ndone\n'],
    ['endless text', `${'scanning\n'.repeat(3000)}${GOSEC}`],
    ['a long line', `${'x'.repeat(2000)}\n${GOSEC}`],
  ])('%s', async (_, content) => {
    const { error, results, complete } = await open(content)
    expect({ results, complete, error }).toEqual({ results: 0, complete: false, error: 'REPORT_NOT_JSON' })
  })
})

const SMALL = [
  { rule: 'a', text: 'one [1] of "two"', lines: [1, 2], ok: true },
  { rule: 'b', text: 'three, {four}\n', lines: [], ok: null },
]

test.each([
  ['in one line', JSON.stringify(SMALL)],
  ['in many lines', JSON.stringify(SMALL, null, 2)],
  ['a line for each entry', SMALL.map((one) => `${JSON.stringify(one)}\n`).join('')],
  ['an entry in many lines, one after another', SMALL.map((one) => `${JSON.stringify(one, null, 1)}\n`).join('')],
])('however a report %s loses its beginning, no rest of it is read as what stands behind text', async (_, report) => {
  for (let start = 1; start < report.length; start += 1) {
    const content = report.slice(start)
    expect([content, await isReadBehindText(content)]).toEqual([content, false])
  }
})

async function isReadBehindText(content: string): Promise<boolean> {
  let isRead = false
  await inFolder(async (folder) => {
    try {
      const { textAround } = await loadReport(folder.write('report', content))
      isRead = textAround !== undefined
    } catch (error) {
      if (!(error instanceof UserError)) throw error
    }
  })
  return isRead
}
