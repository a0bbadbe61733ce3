/** Reports in which any part may be wrong. Whatever it is, it is a reading and never an exception, and what is read is fit to be sent. */
import { describe, expect, test } from '@jest/globals'
import { toAsff } from '../../../src/asff/map.js'
import type { Finding, Reading } from '../../../src/finding.js'
import { createRedactor } from '../../../src/redact.js'
import { otherDocument, type ReportDocument, wholeDocument } from '../../../src/reports/documents/document.js'
import { loadReport } from '../../../src/reports/documents/load-report.js'
import type { ReportFormat } from '../../../src/reports/documents/report-format.js'
import { FORMATS } from '../../../src/reports/recognise/formats.js'
import { NATIVE_FORMATS } from '../../../src/reports/recognise/native-formats.js'
import { aContext, aLife } from '../../asff/factories.js'
import { objections } from '../../asff/valid.js'
import { damaged } from './damage.js'
import { fixturesOf, ROOTS } from './fixtures.js'

/** Damaged versions of each fixture, with several damages each. */
const VERSIONS = 40

const OPTIONS = { roots: ROOTS, readSource: () => undefined, readExternal: () => undefined }

const CASES = NATIVE_FORMATS.flatMap(({ id }) => fixturesOf(id)).map((fixture) => [`${fixture.format}/${fixture.name}`, fixture] as const)

describe('a damaged report', () => {
  test.each(CASES)('%s is read without an exception, and its findings can be sent', async (_, { format: id, path }) => {
    const format = formatOf(id)
    const original = (await loadReport(path)).document
    for (let seed = 1; seed <= VERSIONS; seed++) {
      const document = damagedDocument(original, seed)
      if (!format.detect(document)) continue
      const readings = format.read(document, OPTIONS).flatMap((run) => [...run.readings()])
      expect(readings.flatMap(faultsOf)).toEqual([])
    }
  })
})

describe('a secret', () => {
  test.each(CASES)('of %s stands in no part of its finding once it is redacted', async (_, { format: id, path }) => {
    const format = formatOf(id)
    const { document } = await loadReport(path)
    const findings = format.detect(document) ? format.read(document, OPTIONS).flatMap((run) => [...run.readings()]) : []
    const told = findings.flatMap((reading) => ('finding' in reading ? toldSecrets(reading.finding) : []))
    expect(told).toEqual([])
  })
})

function formatOf(id: string): ReportFormat {
  const format = FORMATS.find((one) => one.id === id)
  if (format === undefined) throw new Error(`${id} is no format`)
  return format
}

function damagedDocument({ syntax, skeleton }: ReportDocument, seed: number): ReportDocument {
  const value = damaged(skeleton, seed)
  return syntax === 'json' ? wholeDocument(value) : otherDocument(syntax, value)
}

function faultsOf(reading: Reading): readonly string[] {
  if (!('finding' in reading)) return []
  const { finding } = reading
  const redacted = createRedactor({ roots: ROOTS }).finding(finding)
  return objections(toAsff(redacted, aContext({ tool: { name: 'Tool' } }), aLife({ productFields: {} }))).map(
    (what) => `${reading.at}: ${what}`,
  )
}

/** Secrets long enough to be told from ordinary words that a finding has anywhere else. */
/** What the reader marks as a secret and redaction leaves somewhere. */
function toldSecrets(finding: Finding): readonly string[] {
  const { secrets } = finding
  const text = JSON.stringify(createRedactor({ roots: ROOTS }).finding(finding))
  return secrets.filter((secret) => secret.length >= 8 && text.includes(JSON.stringify(secret).slice(1, -1)))
}
