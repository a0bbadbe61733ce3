import type { Finding, Problem, ProblemCode, Reading, ReportRun, Tool } from '../../finding.js'
import type { FormatOptions } from '../documents/report-format.js'
import { toolErrors } from '../native/tool-errors.js'
import { asObject, asText, isObject, type JsonObject } from '../vocabulary/json.js'
import { createToolFailureTest, type ToldResult } from '../vocabulary/tool-failures.js'
import { failuresOf, saysThatItSucceeded } from './completeness.js'
import { type CompletedRun, withExternalProperties } from './external.js'
import { createNotes, type Notes } from './notes.js'
import type { CargoLocks } from './packages/cargo-audit.js'
import { partlyScannedIn } from './partly-scanned.js'
import { imageOfRun } from './places/images.js'
import { createPlaceReader } from './places/locations.js'
import type { OffsetLines } from './places/offset-lines.js'
import { readResult } from './result.js'
import type { ResultContext } from './result-context.js'
import { type Components, readComponents } from './rules/components.js'
import { type Product, productOf, SECRET_SCANNER } from './rules/products.js'
import { createRuleFacts, UNKNOWN_RULE } from './rules/rule-facts.js'
import { scansForSecrets } from './rules/secret-scanners.js'
import { readTaxonomies } from './rules/taxonomy.js'
import { readOverrides } from './severity/levels.js'

export interface RunSource {
  readonly log: JsonObject
  readonly index: number
  readonly options: FormatOptions
  readonly lineAt: OffsetLines
  readonly cargoLocks: CargoLocks
  /** The inline results of this run, restartable; undefined when there is no array of them. */
  results(): Iterable<unknown> | undefined
}

/** One run of a log, whatever it is: what is no object becomes an incomplete run without results. */
export function readRun(element: unknown, source: RunSource): ReportRun {
  const at = `runs[${source.index}]`
  if (!isObject(element)) return unreadableRun(at)
  const completed = withExternalProperties(element, source.log, at, source.options.readExternal)
  const components = readComponents(completed.run)
  const { tool, product } = readTool(components, () => elementsOf(completed, source))
  const standing = standingProblems(completed, components, source, at)
  const context = createContext(completed, components, { tool, product }, source)
  const category = categoryOf(completed.run)
  const saysToolFailed = createToolFailureTest(tool.name)
  let last: { readonly problems: readonly Problem[]; readonly complete: boolean } = { problems: [], complete: false }
  return {
    tool,
    ...(category !== undefined && { category }),
    complete: () => standing.complete && last.complete,
    problems: () => [...standing.problems, ...last.problems],
    partlyScanned: partlyScannedIn(completed.run, components, context.places),
    *readings() {
      const notes = createNotes()
      const failures: string[] = []
      let readable = true
      for (const reading of readResults(completed, source, at, { ...context, note: notes.note })) {
        readable &&= reading.verdict !== 'unreadable'
        if ('finding' in reading && saysToolFailed(toldOf(reading.finding))) failures.push(reading.finding.message)
        yield reading
      }
      last = { problems: [...toolErrors(failures, at), ...notes.problems()], complete: readable && failures.length === 0 }
    },
  }
}

function toldOf({ rule, message }: Finding): ToldResult {
  return { ruleId: rule.id === UNKNOWN_RULE ? undefined : rule.id, ruleName: rule.name, message }
}

function unreadableRun(at: string): ReportRun {
  const problem: Problem = { code: 'unreadable-run', message: 'The run is not an object.', at }
  return { tool: { name: UNKNOWN_TOOL }, complete: () => false, problems: () => [problem], readings: () => [] }
}

/** The results of the log, then those of external property files (§3.15.3), in order. */
function* readResults({ results }: CompletedRun, source: RunSource, at: string, context: ResultContext): Generator<Reading> {
  let index = 0
  for (const element of source.results() ?? []) yield readResult(element, `${at}.results[${index++}]`, context)
  for (const file of results) {
    for (const [number, element] of file.results.entries()) yield readResult(element, `${file.at}.results[${number}]`, context)
  }
}

function createContext(
  completed: CompletedRun,
  components: Components,
  named: NamedTool,
  source: RunSource,
): Omit<ResultContext, keyof Pick<Notes, 'note'>> {
  const { run } = completed
  const taxonomies = readTaxonomies(run, components)
  return {
    run,
    ...named,
    components,
    taxonomies,
    overrides: readOverrides(run, components),
    facts: createRuleFacts({ components, taxonomies, product: named.product }),
    places: createPlaceReader(run, {
      ...source.options,
      lineAt: source.lineAt,
      product: named.product,
      results: () => elementsOf(completed, source),
    }),
    cargoLocks: source.cargoLocks,
    image: imageOfRun(run),
  }
}

/** Every element of the run's results, wherever it stands. */
function* elementsOf({ results }: CompletedRun, source: RunSource): Generator<unknown> {
  yield* source.results() ?? []
  for (const file of results) yield* file.results
}

interface NamedTool {
  readonly tool: Tool
  readonly product: Product
}

const UNKNOWN_TOOL = 'unknown'

/** §3.19.8, §3.19.12-14: the driver is the tool; extensions do not name it. */
function readTool(components: Components, results: () => Iterable<unknown>): NamedTool {
  const { data } = components.driver
  const name = asText(data['name']) ?? asText(data['fullName']) ?? UNKNOWN_TOOL
  const known = productOf(name)
  const product = known.key === undefined && scansForSecrets(name, components, results) ? SECRET_SCANNER : known
  const version = asText(data['semanticVersion']) ?? asText(data['version']) ?? asText(data['dottedQuadFileVersion'])
  const vendor = asText(data['organization']) ?? product.vendor
  return {
    tool: { name: product.name ?? name, ...(version !== undefined && { version }), ...(vendor !== undefined && { vendor }) },
    product,
  }
}

/** `category/run-id` (docs.github.com, "SARIF support for code scanning", automationDetails.id): the part before the last slash. */
function categoryOf(run: JsonObject): string | undefined {
  const id = asText(asObject(run['automationDetails'])?.['id']) ?? ''
  return asText(id.slice(0, Math.max(id.lastIndexOf('/'), 0)))
}

interface Standing {
  readonly problems: readonly Problem[]
  readonly complete: boolean
}

/**
 * What is known about the run before a result is read. `results` being null or absent means that the scan did not get so far (§3.14.23), unless
 * they are absent and the tool says that all went well: some leave them out where they found nothing (Staticcheck, InspectCode).
 */
function standingProblems(completed: CompletedRun, components: Components, source: RunSource, at: string): Standing {
  const failures = failuresOf(completed.run, components, at)
  const absent = source.results() === undefined && completed.results.length === 0
  const missing = absent && (Object.hasOwn(completed.run, 'results') || !saysThatItSucceeded(completed.run))
  const none: Problem = {
    code: 'no-results' satisfies ProblemCode,
    message: 'The run has no `results`: the tool did not get so far as to look for problems.',
    at,
  }
  return {
    problems: [...(missing ? [none] : []), ...failures, ...completed.problems],
    complete: !missing && failures.length === 0 && completed.complete,
  }
}
