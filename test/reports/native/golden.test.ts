/** What every report in test/fixtures becomes. After a change that is meant: `UPDATE_GOLDEN=1 npm run jest -- test/reports/native/golden`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../../src/asff/map.js'
import type { Reading, ReportRun } from '../../../src/finding.js'
import { createRedactor } from '../../../src/redact.js'
import { NATIVE_FORMATS } from '../../../src/reports/recognise/native-formats.js'
import type { AwsSecurityFinding } from '../../../src/securityhub/port.js'
import { aContext, aLife } from '../../asff/factories.js'
import { objections } from '../../asff/valid.js'
import { type Fixture, fixturesOf, openFixture, ROOTS } from './fixtures.js'

const GOLDEN = join(import.meta.dirname, '../../golden')
const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

const FORMATS = NATIVE_FORMATS.map(({ id }) => id)
const ALL = FORMATS.flatMap(fixturesOf)

/** One run of a report, with all that its reader says of it. */
interface GoldenRun {
  readonly tool: unknown
  readonly complete: boolean
  readonly problems: unknown
  /** Where the readings are that are no open problem. */
  readonly others: readonly string[]
  readonly findings: readonly AwsSecurityFinding[]
}

test.each(ALL.map((fixture) => [`${fixture.format}/${fixture.name}`, fixture] as const))(
  '%s becomes the findings kept beside it',
  async (_, fixture) => {
    const { format, runs } = await openFixture(fixture)
    expect(format).toBe(fixture.format)
    const golden = runs.map(goldenRun)
    const path = goldenPath(fixture)
    if (UPDATE) write(path, golden)
    expect(JSON.parse(JSON.stringify(golden))).toEqual(JSON.parse(readFileSync(path, 'utf8')))
    expect(golden.flatMap(({ findings }) => findings.flatMap(objections))).toEqual([])
  },
)

describe('test/golden', () => {
  test('holds nothing that no report becomes', () => {
    const known = new Set(ALL.map(goldenPath))
    const kept = FORMATS.flatMap((format) => {
      const folder = join(GOLDEN, format)
      return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
    })
    expect(kept.filter((path) => !known.has(path))).toEqual([])
  })
})

function goldenRun(run: ReportRun): GoldenRun {
  const { finding: redact } = createRedactor({ roots: ROOTS })
  const context = aContext({ tool: run.tool, category: run.category ?? '' })
  const readings = [...run.readings()]
  return {
    tool: run.tool,
    complete: run.complete(),
    problems: run.problems(),
    others: readings.filter(({ verdict }) => verdict !== 'problem').map(({ verdict, at }) => `${verdict}: ${at}`),
    findings: readings.flatMap((reading: Reading) =>
      'finding' in reading ? [toAsff(redact(reading.finding), context, aLife({ id: reading.at, productFields: {} }))] : [],
    ),
  }
}

function goldenPath({ format, name }: Fixture): string {
  return join(GOLDEN, format, `${parse(name).name}.asff.json`)
}

function write(path: string, golden: readonly GoldenRun[]): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(golden, null, 1)}\n`)
}
