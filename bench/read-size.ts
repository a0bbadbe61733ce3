/**
 * How fast a large report is read, and in how much memory: `npm run bench:reading -- 64 600`.
 *
 * Writes a SARIF log like CodeQL's of each size (in MB), and reads it in a process of its own: once with JSON.parse, once with the
 * splitter alone, once all the way to findings, once through the whole action to a file of ASFF, without AWS.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dryRun } from '../scripts/corpus/dry-run.js'
import { loadDocument } from '../src/reports/documents/load-document.js'
import { openReports } from '../src/reports/open.js'
import { keepYoungGenerationSmall } from '../src/young-generation.js'

const MEGABYTE = 2 ** 20
const METHODS = ['parse', 'load', 'open', 'map'] as const
type Method = (typeof METHODS)[number]

interface Measurement {
  readonly results: number
  readonly seconds: number
  /** Of the whole process at its largest. */
  readonly megabytes: number
}

if (process.argv[2] === '--measure') {
  const [method, path, directory] = process.argv.slice(3)
  console.log(JSON.stringify(await measure(METHODS.find((one) => one === method) ?? 'parse', path ?? '', directory ?? '')))
} else {
  const sizes = process.argv.slice(2).map(Number)
  for (const size of sizes.length > 0 ? sizes : [64, 600]) report(size)
}

async function measure(method: Method, path: string, directory: string): Promise<Measurement> {
  const start = performance.now()
  const results = await countResults(method, path, directory)
  return { results, seconds: (performance.now() - start) / 1000, megabytes: process.resourceUsage().maxRSS / 1024 }
}

async function countResults(method: Method, path: string, directory: string): Promise<number> {
  if (method === 'parse') return JSON.parse(readFileSync(path, 'utf8')).runs[0].results.length
  if (method === 'load') return count((await loadDocument(path)).document.results(0) ?? [])
  keepYoungGenerationSmall()
  if (method === 'map') return (await dryRun(path, directory)).accounting.results
  const { reports } = await openReports(
    { path, shown: 'large.sarif' },
    { format: 'auto', roots: [directory], readSource: () => undefined, tempDirectory: directory },
  )
  return reports.flatMap(({ runs }) => runs.map((run) => count(run.readings()))).reduce((sum, one) => sum + one, 0)
}

function count(items: Iterable<unknown>): number {
  let total = 0
  for (const _ of items) total++
  return total
}

function report(size: number): void {
  const directory = mkdtempSync(join(tmpdir(), 'read-size-'))
  try {
    const path = join(directory, 'large.sarif')
    writeLog(path, size * MEGABYTE)
    const megabytes = statSync(path).size / MEGABYTE
    for (const method of METHODS)
      console.log(`${size} MB, ${method.padEnd(5)}  ${describe(inOwnProcess(method, path, directory), megabytes)}`)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function inOwnProcess(method: Method, path: string, directory: string): Measurement | undefined {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--measure', method, path, directory], { encoding: 'utf8' })
  return child.status === 0 ? JSON.parse(child.stdout) : undefined
}

function describe(measurement: Measurement | undefined, megabytes: number): string {
  if (measurement === undefined) return 'not possible'
  const speed = `${(megabytes / measurement.seconds).toFixed(0)} MB/s`.padStart(8)
  return `${speed}, ${measurement.megabytes.toFixed(0).padStart(5)} MB of memory, ${measurement.results} results`
}

/** The rules come after the results: the order that needs the whole file to be seen first. */
function writeLog(path: string, bytes: number): void {
  const file = openSync(path, 'w')
  let written = writeSync(file, '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[')
  for (let index = 0; written < bytes; index += 100) {
    const results = Array.from({ length: 100 }, (_, offset) => JSON.stringify(result(index + offset)))
    written += writeSync(file, `${index === 0 ? '' : ','}${results.join(',')}`)
  }
  writeSync(file, `],"tool":{"driver":{"name":"CodeQL","semanticVersion":"2.20.0","rules":${JSON.stringify(rules())}}}}]}`)
  closeSync(file)
}

function rules(): readonly unknown[] {
  return Array.from({ length: 60 }, (_, index) => ({
    id: `js/rule-${index}`,
    shortDescription: { text: `Rule number ${index}` },
    fullDescription: { text: 'Building a query from user-controlled sources is vulnerable to insertion of malicious code by the user.' },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['security', `external/cwe/cwe-0${10 + (index % 80)}`], precision: 'high', 'security-severity': '8.8' },
  }))
}

function result(index: number): unknown {
  return {
    ruleId: `js/rule-${index % 60}`,
    ruleIndex: index % 60,
    rule: { id: `js/rule-${index % 60}`, index: index % 60 },
    message: { text: `This query depends on a [user-provided value](1) in place ${index}.` },
    locations: [place(index)],
    partialFingerprints: {
      primaryLocationLineHash: `${index.toString(16).padStart(16, '0')}:1`,
      primaryLocationStartColumnFingerprint: '4',
    },
    codeFlows: [
      {
        threadFlows: [
          { locations: [0, 1, 2, 3].map((step) => ({ location: { ...place(index + step), message: { text: `step ${step}` } } })) },
        ],
      },
    ],
    relatedLocations: [{ id: 1, ...place(index + 7), message: { text: 'user-provided value' } }],
  }
}

function place(index: number): object {
  const file = index % 900
  return {
    physicalLocation: {
      artifactLocation: { uri: `src/modules/module-${file % 30}/file-${file}.ts`, uriBaseId: '%SRCROOT%', index: file },
      region: { startLine: 1 + (index % 3000), startColumn: 5, endColumn: 40 },
    },
  }
}
