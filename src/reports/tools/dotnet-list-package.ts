import type { Location, Problem, Reading } from '../../finding.js'
import { packageOf, vulnerabilityOf } from '../native/advisory.js'
import { findingOf } from '../native/finding.js'
import type { DocumentFormat, NativeContext, NativeRun } from '../native/format.js'
import { has } from '../native/has.js'
import { mergeAliases } from '../native/merge-aliases.js'
import type { Places } from '../native/places.js'
import { type Entry, NOT_A_PROBLEM, problem, readEach, toReading, unreadable, withinEach } from '../native/readings.js'
import { severityOf } from '../native/severity.js'
import { errorIn, toolErrors, toolWarnings } from '../native/tool-errors.js'
import { advisoriesIn } from '../vocabulary/advisory-ids.js'
import { asText, type JsonObject, objectsOf } from '../vocabulary/json.js'

/** Source of the members: github.com/NuGet/NuGet.Client, NuGet.CommandLine.XPlat, ReportRenderers, ListPackageJsonRenderer.cs. */
export const dotnetListPackage: DocumentFormat = {
  shape: 'document',
  id: 'dotnet-list-package',
  name: 'dotnet list package --vulnerable JSON',
  tool: { name: 'dotnet list package', vendor: 'NuGet' },
  covers: '.NET SDK 7.0.200 and later: direct packages, and all with --include-transitive',
  command: 'dotnet list package --vulnerable --include-transitive --format json > dotnet-list-package.json',
  // The same frame holds outdated and deprecated packages, and packages of which nothing is said: their absence here would mean nothing.
  detect: (report) => has(report, 'version', 'parameters', 'projects') && asksForVulnerable(report['parameters']),
  read: readReport,
}

function asksForVulnerable(parameters: unknown): boolean {
  return (asText(parameters) ?? '').split(' ').includes('--vulnerable')
}

function readReport(report: JsonObject, { places, readSource }: NativeContext): NativeRun {
  const [errors, warnings] = problemsOf(report, places)
  const lineOf = createReferenceLines(readSource)
  return {
    failures: toolErrors(
      errors.filter(({ file }) => file?.path === undefined).map(({ words }) => words),
      'problems',
    ),
    remarks: [...notAudited(errors), ...toolWarnings(warnings, 'problems')],
    partlyScanned: errors.flatMap(({ file }) => file?.path ?? []),
    readings: () => withinEach(report['projects'], 'projects', (project, at) => mergeAliases(readProject(project, at, places, lineOf))),
  }
}

interface ProjectError {
  readonly file: Location | undefined
  readonly words: string
}

/** A project that was not restored, or has no PackageReference, is listed without packages, as one without a vulnerable package is. */
function problemsOf(report: JsonObject, places: Places): readonly [errors: readonly ProjectError[], warnings: readonly unknown[]] {
  const problems = objectsOf(report['problems'])
  const errors = problems.filter(isError).map(({ project, text }) => {
    const file = places({ path: project })
    return { file, words: errorIn(file, text) }
  })
  return [errors, problems.filter((one) => !isError(one)).map(({ text }) => text)]
}

/** What the tool does not call a warning is one of its errors. */
function isError({ level }: JsonObject): boolean {
  return level !== 'warning'
}

function notAudited(errors: readonly ProjectError[]): readonly Problem[] {
  const [first, ...others] = errors.filter(({ file }) => file?.path !== undefined)
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return [{ code: 'error-notification', message: `A project could not be audited: ${first.words}${more}`, at: 'problems' }]
}

type ReferenceLines = (project: string | undefined, name: unknown) => number | undefined

function* readProject(project: JsonObject, at: string, places: Places, lineOf: ReferenceLines): Generator<Reading> {
  const file = places({ path: project['path'] })
  const read = (found: JsonObject, place: string) =>
    readPackage(found, place, places({ path: project['path'], startLine: lineOf(file?.path, found['id']) }))
  yield* withinEach(project['frameworks'], `${at}.frameworks`, function* (framework, place) {
    yield* withinEach(framework['topLevelPackages'], `${place}.topLevelPackages`, read)
    yield* withinEach(framework['transitivePackages'], `${place}.transitivePackages`, read)
  })
}

/** Older versions list every package, most of them without vulnerabilities. */
function* readPackage(found: JsonObject, at: string, location: Location | undefined): Generator<Reading> {
  const { vulnerabilities } = found
  if (vulnerabilities === undefined || vulnerabilities === null) yield toReading(NOT_A_PROBLEM, at)
  else yield* readEach(vulnerabilities, `${at}.vulnerabilities`, (advisory) => readAdvisory(advisory, found, location))
}

function readAdvisory({ severity, advisoryurl: url }: JsonObject, found: JsonObject, location: Location | undefined): Entry {
  const page = asText(url)
  const affected = packageOf({ name: found['id'], version: found['resolvedVersion'], ecosystem: 'nuget', path: location?.path })
  if (page === undefined || affected === undefined) return unreadable('has no advisory or no package')
  // The page is all that the tool says of an advisory; those of GitHub have the name at their end.
  const [id = page] = advisoriesIn(page)
  return problem(
    findingOf({
      kind: 'vulnerability',
      rule: { id, helpUrl: page },
      severity: severityOf({ word: severity }),
      location,
      vulnerability: vulnerabilityOf({
        names: [id],
        packages: [affected],
        vendor: { name: id.startsWith('GHSA-') ? 'GitHub' : 'NuGet', severity, url: page },
        urls: [page],
      }),
    }),
  )
}

/** Longer lines of a project file are no references that somebody has written. */
const LONGEST_LINE = 2000

/** Where a project asks for a package; a transitive one has no line. Source: learn.microsoft.com/nuget, PackageReference in project files. */
function createReferenceLines(readSource: NativeContext['readSource']): ReferenceLines {
  const known = new Map<string, ReadonlyMap<string, number>>()
  return (project, name) => {
    const id = asText(name)?.toLowerCase()
    if (project === undefined || id === undefined) return undefined
    const lines = known.get(project) ?? referencesIn(readSource(project) ?? '')
    known.set(project, lines)
    return lines.get(id)
  }
}

/** Names of packages have no case. */
function referencesIn(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of text.split('\n').entries()) {
    const start = line.length > LONGEST_LINE ? -1 : line.indexOf('<PackageReference ')
    const [, name] = start < 0 ? [] : line.slice(start).split('Include="', 2)
    const id = name?.split('"', 1)[0]?.trim().toLowerCase()
    if (id !== undefined && !lines.has(id)) lines.set(id, index + 1)
  }
  return lines
}
