import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Log, PhysicalLocation } from 'sarif'

const ROOT = join(import.meta.dirname, '..')
const FIXTURES = join(ROOT, 'test', 'fixtures')
const SAMPLE = join(ROOT, 'demo', 'sample')
const REPORTS = join(ROOT, 'demo', 'reports')

/** Folders in which GitHub's runners have a checkout; nothing else may be in a report as an absolute path. */
const CHECKOUTS = ['/home/runner/work/shop/shop/', '/github/workspace/']

/** Tokens of big providers, in the shapes for which GitHub's push protection refuses a push. */
const PROVIDER_TOKENS = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[oprsu]_[0-9A-Za-z]{36}/,
  /\bgithub_pat_\w{22}/,
  /\bglpat-[\w-]{20}/,
  /\bxox[abprs]-\d/,
  /\bsk_live_[0-9A-Za-z]{16}/,
  /\bAIza[\w-]{35}/,
  /\bnpm_[0-9A-Za-z]{36}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
]

describe('the reports in test/fixtures', () => {
  test('are all told in README.md, with the number of results that they hold', () => {
    const told = readmeRows().map((row) => row.path)
    expect([...told].sort()).toEqual([...reportPaths()].sort())
    const wrong = readmeRows().filter(
      ({ path, results }) => path.endsWith('.sarif') && countResults(readLog(join(FIXTURES, path))) !== results,
    )
    expect(wrong).toEqual([])
  })

  test('come from at least twenty scanners, each with a page on how they were made', () => {
    const scanners = new Set(reportPaths().map((path) => path.split('/')[0] ?? ''))
    expect(scanners.size).toBeGreaterThanOrEqual(20)
    const without = [...scanners].filter((scanner) => !existsSync(join(FIXTURES, scanner, 'PROVENANCE.md')))
    expect(without).toEqual([])
  })

  test('hold absolute paths only of a checkout on a runner', () => {
    const foreign = reportPaths()
      .filter((path) => path.endsWith('.sarif'))
      .flatMap((path) => locations(readLog(join(FIXTURES, path))).map((location) => location.artifactLocation?.uri ?? ''))
      .filter((uri) => uri.startsWith('file:') || uri.startsWith('/'))
      .filter((uri) => !CHECKOUTS.some((checkout) => uri.replace(/^file:(?:\/\/)?(?=\/)/, '').startsWith(checkout)))
    expect(foreign).toEqual([])
  })

  test('include one of exactly 2,000 results', () => {
    expect(countResults(readLog(join(FIXTURES, 'eslint', 'two-thousand.sarif')))).toBe(2000)
  })

  test('are small enough to be kept: 4.5 MB together', () => {
    const bytes = reportPaths().map((path) => statSync(join(FIXTURES, path)).size)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_500_000)
  })
})

describe('the reports in demo/reports', () => {
  test.each(readdirSync(REPORTS).filter((name) => extname(name) === '.sarif'))('%s names files and lines of demo/sample', (name) => {
    const found = locations(readLog(join(REPORTS, name)))
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter((location) => !isInSample(location))).toEqual([])
  })
})

test('no sample and no report holds a secret in the shape of a real provider', () => {
  const files = [...filesBelow(FIXTURES), ...filesBelow(SAMPLE), ...filesBelow(REPORTS)]
  const refused = files.filter((file) => PROVIDER_TOKENS.some((token) => token.test(readFileSync(file, 'utf8'))))
  expect(refused).toEqual([])
})

function readLog(path: string): Log {
  return JSON.parse(readFileSync(path, 'utf8')) as Log
}

function countResults(log: Log): number {
  return log.runs.reduce((sum, run) => sum + (run.results?.length ?? 0), 0)
}

function locations(log: Log): readonly PhysicalLocation[] {
  const results = log.runs.flatMap((run) => run.results ?? [])
  return results.flatMap((result) => (result.locations ?? []).flatMap((location) => location.physicalLocation ?? []))
}

/** Reports of demo/reports have paths without characters that need decoding. */
function isInSample(location: PhysicalLocation): boolean {
  const uri = location.artifactLocation?.uri ?? ''
  const path = join(SAMPLE, uri.replace('file:///home/runner/work/shop/shop/', ''))
  if (!existsSync(path)) return false
  const lines = readFileSync(path, 'utf8').split('\n').length
  return (location.region?.startLine ?? 1) <= lines && (location.region?.endLine ?? 1) <= lines
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

function reportPaths(): readonly string[] {
  const reports = filesBelow(FIXTURES).map((file) => file.slice(FIXTURES.length + 1).replaceAll('\\', '/'))
  return reports.filter((path) => !path.startsWith('samples/') && ['.sarif', '.json', '.ndjson', '.xml'].includes(extname(path)))
}

function readmeRows(): readonly { readonly path: string; readonly results: number }[] {
  const lines = readFileSync(join(FIXTURES, 'README.md'), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const cells = line.split(' | ')
    const path = /\]\(([^)]+)\)/.exec(cells[1] ?? '')?.[1]
    return path === undefined || !line.startsWith('| ') ? [] : [{ path, results: Number(cells[3]) }]
  })
}
