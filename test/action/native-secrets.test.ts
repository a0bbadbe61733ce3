/** What scanners of secrets write in their own formats: what they found, and who committed it. None of it may leave the process. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { CORPUS as REPORTS } from '../../scripts/corpus/report-files.js'
import { describeCorpus } from '../support/corpus.js'
import { everythingWritten, expectSound } from '../support/outcomes.js'
import { type ActionRun, projectRoot } from '../support/run-action.js'
import { type RunReportJson, type Scenario, startScenario } from '../support/scenario.js'

const FIXTURES = join(projectRoot(), 'test', 'fixtures')
const CORPUS = join(REPORTS, 'native')

const OWN = [
  'gitleaks',
  'trufflehog',
  'detect-secrets',
  'gitlab',
  'github-secret-scanning',
  'trivy',
  'checkov',
  'horusec',
  'nuclei',
  'zap',
  'zap-xml',
  'veracode',
  'veracode-xml',
  'checkmarx-sast',
  'checkmarx-one',
  'wiz',
  'invicti',
  'acunetix-xml',
  'amazon-inspector-findings',
  'amazon-ecr',
]

const REAL = ['gitleaks', 'trufflehog-v3', 'detect-secrets', 'gitlab-secret', 'github-secret-scanning-api', 'horusec', 'trivy', 'ggshield']

/** Formats that cannot be read: then the error must not quote the report. */
const FOREIGN = ['trufflehog-v2', 'trufflehog3-py', 'noseyparker', 'secretlint', 'talisman']

/** Members that hold what was found or a hash of it, in any of the formats. */
const FOUND = new Set(
  (
    'secret match offender line raw rawv2 redacted hashed_secret raw_source_code_extract stringsfound printdiff code ' +
    'extracted-results evidence attack request response requestheader responseheader requestbody sourcecontent exploit_desc sourcecode destinationcode proofofconcept snippet matchcontent'
  ).split(' '),
)

/** The same of some formats: in others they say what every finding says. */
const FOUND_THERE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['veracode', 'veracode-xml', 'checkmarx-sast', 'checkmarx-one', 'wiz', 'invicti', 'acunetix-xml'].map((folder) => [
    folder,
    new Set(['content', 'details']),
  ]),
)

/** Members that hold people. */
const PEOPLE = new Set(
  'author email commitauthor commitemail author_name author_email committer_name committer_email login user_name submitter scaninitiator'.split(
    ' ',
  ),
)

/** Shorter texts stand everywhere, and so do these. */
const SHORTEST_SECRET = 8
const SHORTEST_NAME = 4
const HARMLESS = /^(?:redacted|\*+|-+|unknown|null)$/i

let shop: Scenario

beforeEach(async () => {
  shop = await startScenario()
  shop.copy(join(FIXTURES, 'samples', 'secrets'), '.')
})
afterEach(() => shop.close())

const own = OWN.flatMap((folder) => filesIn(FIXTURES, folder))
const real = REAL.flatMap((folder) => filesIn(CORPUS, folder)).filter(
  (path) => !path.startsWith('trivy/') || /"Secrets"/.test(textOf(path)),
)
const foreign = FOREIGN.flatMap((folder) => filesIn(CORPUS, folder))

describe('a report of our own', () => {
  test.each(own)('%s gives no secret and no person away', async (path) => {
    const { accounting } = await expectNothingAway(join(FIXTURES, path))
    expect(Number(accounting['results']) > 0).toBe(
      !/\/(?:scan-report-|enhanced-)?zero\.|^checkov\/broken\.|^amazon-ecr\/failed\./.test(path),
    )
  })

  test('really holds something to give away', () => {
    const texts = own.flatMap((path) => privateTexts(join(FIXTURES, path)))
    expect(texts).toEqual(expect.arrayContaining(['n0tr3al-w4r3h0us3-k3y-9b3e7f1a', 'shop-ci', 'shop-ci@shop.invalid']))
    expect(new Set(texts).size).toBeGreaterThan(30)
  })
})

describeCorpus('a real report', real, () => {
  test.each(real)('%s gives no secret and no person away', async (path) => {
    const { accounting } = await expectNothingAway(join(CORPUS, path))
    expect(Number(accounting['results']) > 0).toBe(!/no_findings|_0_vuln/.test(path))
  })

  test('really holds something to give away', () => {
    const texts = [...real, ...foreign].flatMap((path) => privateTexts(join(CORPUS, path)))
    expect(new Set(texts).size).toBeGreaterThan(100)
  })
})

describeCorpus('a real report that cannot be read', foreign, () => {
  test.each(foreign)('%s gives nothing away either', async (path) => {
    const { outcome } = await expectNothingAway(join(CORPUS, path))
    expect(outcome).toBe('failed')
  })
})

async function expectNothingAway(path: string): Promise<RunReportJson> {
  const name = `report-${basename(path)}`
  shop.files({ [name]: readFileSync(path) })
  const run = await shop.run({ inputs: { reports: name, annotations: 'all' } })
  const report = expectSound(run)
  expect(shop.hub.violations()).toEqual([])
  expect(leaked(run, privateTexts(path))).toEqual([])
  return report
}

function textOf(path: string): string {
  return readFileSync(join(CORPUS, path), 'utf8')
}

/** @returns those of the texts that left the process, on whatever way */
function leaked(run: ActionRun, texts: readonly string[]): string[] {
  const sent = JSON.stringify(shop.hub.requests().map(({ path, body }) => [path, body]))
  // The job's own credentials are masked by naming them once; a report can hold the same example.
  const log = run.log.replace(/^::add-mask::.*$/gm, '')
  // The page of AWS on its access keys, which is told with them, has a word that is somebody's name.
  const everything = `${sent}\n${everythingWritten({ ...run, log })}`.replaceAll('/IAM/latest/UserGuide/', '/')
  return texts.filter((text) => everything.includes(text) || everything.includes(JSON.stringify(text).slice(1, -1)))
}

function filesIn(root: string, folder: string): readonly string[] {
  const path = join(root, folder)
  const names = existsSync(path) ? readdirSync(path).sort() : []
  return names.filter((name) => /\.(?:json|ndjson|jsonl|xml)$/.test(name)).map((name) => `${folder}/${name}`)
}

function privateTexts(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8')
  const found = text.startsWith('<') ? elements(text) : documents(text).flatMap((document) => members(document))
  const there = FOUND_THERE.get(basename(dirname(path)))
  return [...new Set(found.flatMap(([name, value]) => partsOf(name.toLowerCase(), value, there)))]
}

/** A document, or one on each line. */
function documents(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]))
  }
}

function members(value: unknown, name = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[name, value]]
  if (Array.isArray(value)) return value.flatMap((item) => members(item, name))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => members(member, key))
}

function elements(xml: string): readonly (readonly [string, string])[] {
  return Array.from(xml.matchAll(/<(\w+)>([^<]+)<\/\1>/g), ([, name = '', text = '']) => [name, text] as const)
}

/** A secret line by line, as some of them are cut there; a person's name and address. */
function partsOf(name: string, value: string, there: ReadonlySet<string> | undefined): readonly string[] {
  if (FOUND.has(name) || there?.has(name)) return longerThan(SHORTEST_SECRET, value.split(/\r?\n/))
  return PEOPLE.has(name) ? longerThan(SHORTEST_NAME, [value, ...value.split(/[<>]/)]) : []
}

function longerThan(length: number, texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.trim()).filter((text) => text.length >= length && !HARMLESS.test(text))
}
