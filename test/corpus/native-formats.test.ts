/** Real reports of other people, read where they lie; skipped where they do not. */
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { examine } from '../../scripts/corpus/examine.js'
import { CORPUS as REPORTS } from '../../scripts/corpus/report-files.js'
import { loadReport } from '../../src/reports/documents/load-report.js'
import { FORMAT_IDS, FORMATS } from '../../src/reports/recognise/formats.js'
import { openFixture } from '../reports/native/fixtures.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

const CORPUS = join(REPORTS, 'native')

/** Folders whose reports have a format of another name. A folder is named after the tool or its version. */
const FORMAT_OF_FOLDER: ReadonlyMap<string, string> = new Map([
  ['npm-audit-v6', 'npm-audit'],
  ['spotbugs-xml', 'spotbugs'],
  ['npm-audit-v7', 'npm-audit'],
  ['pnpm-audit', 'npm-audit'],
  ['trivy-asff', 'asff'],
  ['prowler-asff', 'asff'],
  ['prowler-ocsf', 'ocsf'],
  ['prowler-v2', 'prowler'],
  ['prowler-v3', 'prowler'],
  ['gitlab-container', 'gitlab'],
  ['gitlab-dast', 'gitlab'],
  ['gitlab-dependency', 'gitlab'],
  ['gitlab-sast', 'gitlab'],
  ['gitlab-secret', 'gitlab'],
  ['trivy-gitlab', 'gitlab'],
  ['trufflehog-v3', 'trufflehog'],
  ['github-code-scanning-api', 'github-code-scanning'],
  ['github-secret-scanning-api', 'github-secret-scanning'],
  ['dependabot-graphql', 'github-dependabot'],
  ['retire-js-cyclonedx', 'cyclonedx-xml'],
  ['dotnet-vulnerable', 'dotnet-list-package'],
  ['openreports', 'open-reports'],
  ['jfrog-xray-native', 'xray-summary'],
  ['twistlock', 'prisma-cloud'],
  ['wizcli', 'wiz'],
  // A report that the tool writes for GitLab.
  ['checkmarx-one/checkmarx_one.json', 'gitlab'],
  // A single file of another tool than its neighbours.
  ['cyclonedx/inspector-nested-components.json', 'amazon-inspector'],
])

/** Empty files of tools that always write a frame: one is what a scan that failed leaves behind, whatever the user says of it. */
const NEVER_WRITTEN = new Set(['govulncheck/empty.json', 'osv-scanner/no_findings.json'])

/** Files that are no JSON and no XML at all, or the text output of a tool. */
const OTHER_TEXT = /\.txt$/

describe('every format', () => {
  test('has a name of its own', () => {
    expect(new Set(FORMAT_IDS).size).toBe(FORMAT_IDS.length)
  })
})

describeCorpus('a real report', corpusFiles('native'), (files) => {
  test.each(files)('%s is taken for what it is, read to the end and accounted for', async (file) => {
    const expected = formatOf(file)
    const detected = await detectors(file)
    expect(detected.filter((id) => id !== expected)).toEqual([])
    const examination = await examine(CORPUS, file)
    expect(examination.faults).toEqual([])
    if (detected.length > 0) expect([examination.formats, examination.errors]).toEqual([[expected], []])
    else await expectRefusal(file, expected, examination.errors)
  })
})

/** What no format takes by itself is refused, and read all the same when the user says which format an empty report has. */
async function expectRefusal(file: string, expected: string, errors: readonly string[]): Promise<void> {
  expect(['REPORT_UNRECOGNISED', 'REPORT_EMPTY', 'REPORT_NOT_JSON', 'SCANNER_FAILED']).toEqual(expect.arrayContaining([...errors]))
  expect(errors).toHaveLength(1)
  if (!FORMAT_IDS.includes(expected) || OTHER_TEXT.test(file) || NEVER_WRITTEN.has(file)) return
  const { format, runs } = await openFixture({ format: expected, path: join(CORPUS, file) })
  expect([format, runs.flatMap((run) => [...run.readings()])]).toEqual([expected, []])
}

function formatOf(file: string): string {
  const folder = file.split('/')[0] ?? ''
  return FORMAT_OF_FOLDER.get(file) ?? FORMAT_OF_FOLDER.get(folder) ?? folder
}

/** All formats that say yes, and not only the first. */
async function detectors(file: string): Promise<readonly string[]> {
  try {
    const { document } = await loadReport(join(CORPUS, file))
    return FORMATS.filter((format) => format.detect(document)).map(({ id }) => id)
  } catch {
    // Encodings other than UTF-8, and text that is no report: the examination says what becomes of it.
    return []
  }
}
