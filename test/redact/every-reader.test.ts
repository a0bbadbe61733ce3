/** Whatever field of whatever format a secret stands in: nothing of what is read holds it any more. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { Finding } from '../../src/finding.js'
import { createRedactor } from '../../src/redact.js'
import { openReports } from '../../src/reports/open.js'
import { FORMAT_IDS } from '../../src/reports/recognise/formats.js'
import { FAKES, hex, mixed } from './fakes.js'
import { plantedIn } from './planting.js'

const FIXTURES = join(import.meta.dirname, '../fixtures')
/** Larger fixtures have no more fields than smaller ones. */
const LARGEST = 150_000

/** Shapes that take turns: each is known in any field. */
const TOKENS = [
  FAKES['GitHub personal token'],
  FAKES['AWS access key id'],
  FAKES['JSON web token'],
  FAKES['Slack bot token'],
  `glpat-${mixed(20)}`,
  `sk_live_${mixed(24)}`,
  `npm_${mixed(36)}`,
  `dop_v1_${hex(64)}`,
].filter((token) => token !== undefined)

/** No shape of anything: only what is said of it tells that it is one. */
const PLAIN = 'Zq7!vexing-Walrus'

const folder = mkdtempSync(join(tmpdir(), 'every-reader-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const redactor = createRedactor({ roots: ['/home/runner/work/shop/shop'] })

interface Looked {
  /** All that a report becomes. */
  readonly everything: string
  readonly findings: readonly Finding[]
}

async function lookAt(content: string): Promise<Looked> {
  const path = join(folder, 'report')
  writeFileSync(path, content)
  const options = { format: 'auto', roots: ['/home/runner/work/shop/shop'], readSource: () => undefined, tempDirectory: folder }
  const { reports, errors, notices } = await openReports({ path, shown: 'report' }, options)
  const runs = reports.flatMap((report) => report.runs.map((run) => redactor.run(run)))
  const readings = runs.map((run) => [...run.readings()])
  const about = runs.map((run) => [run.tool, run.category, run.partlyScanned, run.problems()])
  const told = [...errors.map(({ message }) => redactor.text(message)), ...notices.map(redactor.text)]
  const findings = readings.flat().flatMap((reading) => ('finding' in reading ? [reading.finding] : []))
  return { everything: JSON.stringify([readings, about, told]), findings }
}

const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'samples' && entry.name !== 'record')
  .flatMap(({ name }) => filesOf(name))

function filesOf(name: string): readonly { tool: string; file: string; content: string }[] {
  const files = readdirSync(join(FIXTURES, name)).filter(
    (file) => /\.(?:json|ndjson|sarif|xml)$/.test(file) && !/zero|two-thousand/.test(file),
  )
  const read = files.map((file) => ({ tool: name, file, content: readFileSync(join(FIXTURES, name, file), 'utf8') }))
  return read.filter(({ content }) => content.length > 2 && content.length < LARGEST)
}

const tools = [...new Set(fixtures.map(({ tool }) => tool))]
const counted = new Map<string, number>()

describe('a token of a well-known shape', () => {
  test.each(tools)(
    'in any field of what %s writes is nowhere',
    async (tool) => {
      const leaks: string[] = []
      for (const { file, content } of fixtures.filter((fixture) => fixture.tool === tool)) {
        let number = 0
        for (const { field, content: planted } of plantedIn(content, (text) => `${text} ${TOKENS[number++ % TOKENS.length]}`)) {
          const { everything } = await lookAt(planted)
          counted.set(tool, (counted.get(tool) ?? 0) + 1)
          if (TOKENS.some((token) => everything.includes(token))) leaks.push(`${file} ${field}`)
        }
      }
      expect(leaks).toEqual([])
    },
    120_000,
  )

  test('was planted in every reader there is, in more than two thousand fields', () => {
    const native = FORMAT_IDS.filter((id) => id !== 'sarif')
    expect(native.filter((id) => !counted.has(id))).toEqual([])
    expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2000)
  })
})

/** Texts for people and ids: where a plain value would be seen. Places are left out: nobody can tell a value from the name of a file. */
function textsOf({ message, title, remediation, rule, severity, requirements }: Finding): string {
  return JSON.stringify([message, title, remediation, rule, severity, requirements])
}

describe('a plain value that a tool says of a secret', () => {
  const credentials = new Map<string, number>()

  test.each(tools)(
    'in any field of what %s writes is in no text',
    async (tool) => {
      const leaks: string[] = []
      for (const { file, content } of fixtures.filter((fixture) => fixture.tool === tool)) {
        const before = await lookAt(content)
        if (!before.findings.some(({ kind }) => kind === 'secret')) continue
        for (const { field, content: planted } of plantedIn(content, (text) => `${text}: '${PLAIN}'`)) {
          const { findings } = await lookAt(planted)
          const secrets = findings.filter(({ kind }) => kind === 'secret')
          credentials.set(tool, (credentials.get(tool) ?? 0) + secrets.length)
          if (secrets.some((finding) => textsOf(finding).includes(PLAIN))) leaks.push(`${file} ${field}`)
        }
      }
      expect(leaks).toEqual([])
    },
    120_000,
  )

  test('was planted in the findings of at least ten readers', () => {
    expect([...credentials.values()].filter((count) => count > 0).length).toBeGreaterThanOrEqual(10)
  })
})
