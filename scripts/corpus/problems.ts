/**
 * How well findings of several tools are linked, over real reports: `npm run corpus:problems -- <folder> [<folder> …]`. All reports below the folders
 * are one run of one job. Every pair of advisories that two analyses report is judged by what stands in the findings file, more loosely than the action
 * does: `alike` when they share a name of the advisory, the letters and digits of the packages' names, the version as far as both tell one, and the
 * folder of the manifest or the image as far as both tell one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub'
import { namespaced } from '../../src/asff/product-fields.js'
import { dryRun } from './dry-run.js'

interface Reported {
  readonly id: string
  readonly analysis: string
  readonly tool: string
  readonly problem: string | undefined
  readonly advisories: ReadonlySet<string>
  readonly packages: string
  readonly version: string
  readonly place: string
}

type Judgement = 'linked, alike' | 'linked, not alike' | 'apart, alike' | 'apart, not alike'

/** Examples of each kind; those that are apart and not alike are no surprise. */
const SHOWN = 60

const folders = process.argv.slice(2).map((folder) => resolve(process.env['INIT_CWD'] ?? '.', folder))
if (folders.length === 0) {
  process.stderr.write('Usage: npm run corpus:problems -- <folder> [<folder> …]\n')
  process.exit(2)
}
const output = mkdtempSync(join(tmpdir(), 'problems-'))
try {
  const result = await dryRun(folders.join('\n'), output)
  const findings = JSON.parse(readFileSync(result.files.findings ?? '', 'utf8')) as AwsSecurityFinding[]
  show(judge(findings.flatMap(reportedIn)), result.accounting.findings, result.problems.behind)
} finally {
  rmSync(output, { recursive: true, force: true })
}

function reportedIn(finding: AwsSecurityFinding): Reported[] {
  const field = (name: string) => finding.ProductFields?.[namespaced(name)]
  const image = finding.Resources?.find(({ Type }) => Type === 'Container' || Type === 'AwsEcrContainerImage')?.Id
  const path = field('path')
  const id = finding.Id ?? ''
  return (finding.Vulnerabilities ?? []).flatMap(({ Id, RelatedVulnerabilities = [], VulnerablePackages = [] }) => {
    if (VulnerablePackages.length === 0 || Id === undefined) return []
    return [
      {
        id,
        analysis: id.slice(0, id.lastIndexOf('/')),
        tool: field('tool') ?? '',
        problem: field('problem'),
        advisories: new Set([Id, ...RelatedVulnerabilities].map((name) => name.toUpperCase())),
        packages: textsOf(VulnerablePackages.map(({ Name = '' }) => Name.toLowerCase().replace(/[^a-z0-9]+/g, ' '))),
        version: textsOf(VulnerablePackages.map(({ Version = '' }) => Version.replace(/^v/, ''))),
        place: image ?? (path === undefined ? '' : path.slice(0, path.lastIndexOf('/') + 1) || './'),
      },
    ]
  })
}

function textsOf(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(', ')
}

function judge(all: readonly Reported[]): Map<Judgement, string[]> {
  const judged = new Map<Judgement, string[]>()
  const seen = new Set<string>()
  const judgePair = (one: Reported, other: Reported) => {
    const pair = [one.id, other.id].sort().join('\n')
    if (one.analysis === other.analysis || seen.has(pair)) return
    seen.add(pair)
    const linked = one.problem !== undefined && one.problem === other.problem
    const judgement: Judgement = `${linked ? 'linked' : 'apart'}, ${isAlike(one, other) ? 'alike' : 'not alike'}`
    judged.set(judgement, [...(judged.get(judgement) ?? []), [one, other].map(describe).join('  |  ')])
  }
  for (const group of [...groupsBy(all, ({ advisories }) => [...advisories]), ...groupsBy(all, ({ problem }) => [problem ?? ''])])
    group.forEach((one, index) => {
      for (const other of group.slice(index + 1)) judgePair(one, other)
    })
  return judged
}

function isAlike(one: Reported, other: Reported): boolean {
  const agree = (a: string, b: string) => a === '' || b === '' || a === b
  return one.packages === other.packages && agree(one.version, other.version) && agree(one.place, other.place)
}

function groupsBy(all: readonly Reported[], keysOf: (one: Reported) => readonly string[]): Reported[][] {
  const groups = new Map<string, Reported[]>()
  for (const one of all) for (const key of keysOf(one)) if (key !== '') groups.set(key, [...(groups.get(key) ?? []), one])
  return [...groups.values()]
}

function describe({ tool, advisories, packages, version, place }: Reported): string {
  return `${tool}: ${[...advisories][0]} in ${packages} ${version} (${place || 'no place'})`
}

function show(judged: ReadonlyMap<Judgement, readonly string[]>, findings: number, behind: number): void {
  process.stdout.write(`${findings} findings, ${findings - behind} problems\n`)
  for (const [judgement, pairs] of judged) {
    process.stdout.write(`\n${judgement}: ${pairs.length} pairs\n`)
    if (judgement !== 'apart, not alike')
      process.stdout.write(
        pairs
          .slice(0, SHOWN)
          .map((pair) => `  ${pair}\n`)
          .join(''),
      )
  }
}
