import type { CheckoutOptions } from '../paths/file-places.js'
import { SAMPLED_PATHS } from '../paths/file-places.js'
import type { NativeContext, NativeFormat, NativeRun } from './format.js'
import { createPlaces, type PlaceFacts } from './places.js'

export type NativeRuns = NativeRun | readonly NativeRun[]

/** Results that are read beforehand to learn the paths of a report. */
const SAMPLED_RESULTS = 1000

/**
 * What a format may ask of the world around one report.
 * @param read reads the report; it is read to its first results once more, to learn which paths it has
 */
export function createContext(format: NativeFormat, read: (context: NativeContext) => NativeRuns, options: CheckoutOptions): NativeContext {
  const nearby = createNearby(options)
  const sample = () => pathsIn(read, (record) => contextOf(format, options, nearby, () => [], record))
  return contextOf(format, options, nearby, sample, () => undefined)
}

function contextOf(
  { mounts = [] }: NativeFormat,
  options: CheckoutOptions,
  { find, isRepositoryPath }: ReturnType<typeof createNearby>,
  sample: () => Iterable<unknown>,
  record: (path: unknown) => void,
): NativeContext {
  const places = createPlaces({ ...options, mounts, sample, isRepositoryPath })
  return {
    places(facts: PlaceFacts) {
      record(facts.path)
      return places(facts)
    },
    readSource: (path) => options.readSource(path) ?? readBelow(options, path),
    nearby: find,
  }
}

/** Readers that look for sources by convention (`src/main/java`) know nothing of the folder that the user names. */
function readBelow({ sourceRoot, readSource }: CheckoutOptions, path: string): string | undefined {
  return sourceRoot === undefined ? undefined : readSource(`${sourceRoot}/${path}`)
}

function pathsIn(
  read: (context: NativeContext) => NativeRuns,
  contextWith: (record: (path: unknown) => void) => NativeContext,
): ReadonlySet<unknown> {
  const paths = new Set<unknown>()
  const runs = [read(contextWith((path) => paths.add(path)))].flat()
  for (const run of runs) {
    let results = 0
    for (const _ of run.readings()) {
      results += 1
      if (results === SAMPLED_RESULTS || paths.size >= SAMPLED_PATHS) break
    }
  }
  return paths
}

/** Looks for files that reports do not name: where the user says the sources are, beside the report, in the root. */
function createNearby({ sourceRoot, folder, readSource }: CheckoutOptions) {
  const folders = [...new Set([...(sourceRoot === undefined ? [] : [sourceRoot]), ...(folder === undefined ? [] : [folder]), ''])]
  const found = new Set<string>()
  const find: NativeContext['nearby'] = (names, fits) => {
    for (const path of folders.flatMap((one) => names.map((name) => (one === '' ? name : `${one}/${name}`)))) {
      const text = readSource(path)
      if (text === undefined || !fits(text)) continue
      found.add(path)
      return { path, text }
    }
    return undefined
  }
  return { find, isRepositoryPath: (path: string) => found.has(path) }
}
