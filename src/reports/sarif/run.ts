import type { Problem, ProblemCode, Reading, ReportRun, Tool } from '../../finding.js'
import type { FormatOptions } from '../documents/report-format.js'
import { asObject, asText, isObject, type JsonObject } from '../vocabulary/json.js'
import type { CargoLocks } from './cargo-audit.js'
import { failuresOf } from './completeness.js'
import { type Components, readComponents } from './components.js'
import { type CompletedRun, withExternalProperties } from './external.js'
import { imageOfRun } from './images.js'
import { readOverrides } from './levels.js'
import { createPlaceReader } from './locations.js'
import { createNotes, type Notes } from './notes.js'
import type { OffsetLines } from './offset-lines.js'
import { partlyScannedIn } from './partly-scanned.js'
import { type Product, productOf } from './products.js'
import { readResult } from './result.js'
import type { ResultContext } from './result-context.js'
import { createRuleFacts } from './rule-facts.js'
import { readTaxonomies } from './taxonomy.js'

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
  const { tool, product } = readTool(components)
  const standing = standingProblems(completed, components, source, at)
  const context = createContext(completed, components, { tool, product }, source)
  const category = categoryOf(completed.run)
  let last: { readonly problems: readonly Problem[]; readonly readable: boolean } = { problems: [], readable: false }
  return {
    tool,
    ...(category !== undefined && { category }),
    complete: () => standing.complete && last.readable,
    problems: () => [...standing.problems, ...last.problems],
    partlyScanned: partlyScannedIn(completed.run, components, context.places),
    *readings() {
      const notes = createNotes()
      let readable = true
      for (const reading of readResults(completed, source, at, { ...context, note: notes.note })) {
        readable &&= reading.verdict !== 'unreadable'
        yield reading
      }
      last = { problems: notes.problems(), readable }
    },
  }
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
  { run, results }: CompletedRun,
  components: Components,
  named: NamedTool,
  source: RunSource,
): Omit<ResultContext, keyof Pick<Notes, 'note'>> {
  const taxonomies = readTaxonomies(run, components)
  const elements = () => chained([source.results() ?? [], ...results.map((file) => file.results)])
  return {
    run,
    ...named,
    components,
    taxonomies,
    overrides: readOverrides(run, components),
    facts: createRuleFacts({ components, taxonomies, product: named.product }),
    places: createPlaceReader(run, { ...source.options, lineAt: source.lineAt, product: named.product, results: elements }),
    cargoLocks: source.cargoLocks,
    image: imageOfRun(run),
  }
}

function* chained(all: readonly Iterable<unknown>[]): Generator<unknown> {
  for (const one of all) yield* one
}

interface NamedTool {
  readonly tool: Tool
  readonly product: Product
}

const UNKNOWN_TOOL = 'unknown'

/** §3.19.8, §3.19.12-14: the driver is the tool; extensions do not name it. */
function readTool({ driver: { data } }: Components): NamedTool {
  const name = asText(data['name']) ?? asText(data['fullName']) ?? UNKNOWN_TOOL
  const product = productOf(name)
  const version = asText(data['semanticVersion']) ?? asText(data['version']) ?? asText(data['dottedQuadFileVersion'])
  const vendor = asText(data['organization']) ?? product.vendor
  return { tool: { name, ...(version !== undefined && { version }), ...(vendor !== undefined && { vendor }) }, product }
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

/** What is known about the run before a result is read. `results` being null or absent means that the scan did not get so far (§3.14.23). */
function standingProblems(completed: CompletedRun, components: Components, source: RunSource, at: string): Standing {
  const failures = failuresOf(completed.run, components, at)
  const missing = source.results() === undefined && completed.results.length === 0
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
