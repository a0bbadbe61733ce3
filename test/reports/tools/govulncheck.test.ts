import { describe, expect, test } from '@jest/globals'
import { govulncheck } from '../../../src/reports/tools/govulncheck/format.js'
import { detects, findingsOf, readingsOf } from '../native/read.js'

const TEXT = { module: 'golang.org/x/text', version: 'v0.3.5' }
const IMPORTED = { ...TEXT, package: 'golang.org/x/text/language' }
const CALLED = { ...IMPORTED, function: 'Parse', receiver: '*Tag' }
const MAIN = {
  module: 'shop.invalid/payments',
  package: 'shop.invalid/payments',
  function: 'main',
  position: { filename: 'main.go', line: 42, column: 22 },
}

function config(level = 'symbol'): object {
  return { config: { protocol_version: 'v1.0.0', scanner_name: 'govulncheck', scan_level: level } }
}

function finding(...trace: readonly object[]): object {
  return { finding: { osv: 'GO-2021-0113', fixed_version: 'v0.3.7', trace } }
}

describe('govulncheck JSON', () => {
  test('makes one finding of all that is told of a vulnerability, by what reaches furthest', () => {
    const messages = [config(), finding(TEXT), finding(IMPORTED), finding(CALLED, MAIN), finding({ ...CALLED, function: 'Make' }, MAIN)]
    expect(readingsOf(govulncheck, messages).map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate', 'problem', 'duplicate'])
    const [found] = findingsOf(govulncheck, messages)
    expect(found?.severity).toEqual({ label: 'HIGH', original: 'error' })
    expect(found?.message).toContain('Tag.Parse, Tag.Make')
    expect(found?.otherLocations.map(({ path, startLine }) => `${path}:${startLine}`)).toEqual(['main.go:42', 'main.go:42'])
  })

  test.each([
    ['symbol', IMPORTED, 'MEDIUM'],
    ['symbol', TEXT, 'LOW'],
    ['package', IMPORTED, 'HIGH'],
    ['package', TEXT, 'MEDIUM'],
    ['module', TEXT, 'HIGH'],
  ])('grades by the reach as far as a scan of %s level can see it', (level, frame, label) => {
    expect(findingsOf(govulncheck, [config(level), finding(frame)])[0]?.severity.label).toBe(label)
  })

  test('points at the line of go.mod that asks for the module, and at calls below its folder', () => {
    const sources = { 'go.mod': 'module shop.invalid/payments\n\ngo 1.21\n\nrequire golang.org/x/text v0.3.5\n' }
    const [found] = findingsOf(govulncheck, [config(), finding(CALLED, MAIN)], sources)
    expect(found?.location).toEqual({ path: 'go.mod', startLine: 5, logicalName: 'golang.org/x/text' })
    expect(found?.vulnerability?.packages[0]?.path).toBe('go.mod')
  })

  test('knows the scanned module from the bill of materials when nothing is called', () => {
    const bill = { SBOM: { modules: [{ path: 'shop.invalid/payments' }, { path: 'golang.org/x/text', version: 'v0.3.5' }] } }
    const text = 'module shop.invalid/payments\n\nrequire (\n\tgolang.org/x/text v0.3.50\n\tgolang.org/x/text v0.3.5 // indirect\n)\n'
    const [found] = findingsOf(govulncheck, [config(), bill, finding(TEXT)], { 'go.mod': text })
    expect(found?.location).toMatchObject({ path: 'go.mod', startLine: 5 })
  })

  test('does not point at the go.mod of another module', () => {
    const [found] = findingsOf(govulncheck, [config(), finding(CALLED, MAIN)], { 'go.mod': 'module shop.invalid/other\n' })
    expect(found?.location?.path).toBeUndefined()
  })

  test('reads the single object of the first versions, which tells each vulnerable symbol', () => {
    const osv = { id: 'GO-2022-1144', aliases: ['CVE-2022-41717'], details: 'memory' }
    const symbol = (name: string, sink: number) => ({
      OSV: osv,
      Symbol: name,
      PkgPath: 'net/http',
      ModPath: 'stdlib',
      CallSink: sink,
      ImportSink: 1,
      RequireSink: 1,
    })
    const report = {
      Calls: {},
      Imports: {},
      Requires: {},
      Modules: [{ Path: 'stdlib', Version: 'v1.19.0' }],
      Vulns: [symbol('Serve', 0), symbol('Dir.Open', 8)],
    }
    expect(detects(govulncheck, report)).toBe(true)
    expect(readingsOf(govulncheck, report).map(({ verdict }) => verdict)).toEqual(['duplicate', 'problem'])
    expect(findingsOf(govulncheck, report)[0]?.message).toBe('The code calls what is vulnerable in stdlib: Dir.Open.')
  })

  test('is not taken for other messages', () => {
    expect(detects(govulncheck, [{ config: {} }, { finding: {} }])).toBe(false)
    expect(detects(govulncheck, { Vulns: [] })).toBe(false)
  })
})
