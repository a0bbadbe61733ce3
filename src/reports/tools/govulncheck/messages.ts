import type { Location } from '../../../finding.js'
import { groupBy } from '../../../groups.js'
import type { NativeContext, NativeRun } from '../../native/format.js'
import { type Entry, readOne, unreadable } from '../../native/readings.js'
import { asObject, asText, isObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { createGoModules, type GoModule } from './module.js'
import { reachOf, vulnerabilityFinding } from './vulnerability.js'

/** The messages of a stream; each has one member that says what it is. */
export function readMessages(messages: readonly unknown[], context: NativeContext): NativeRun {
  const all = messages.filter(isObject)
  const config = all.map((message) => asObject(message['config'])).find((one) => one !== undefined)
  const entries = entriesById(all)
  const groups = groupsOf(objectsOf(all.map((message) => message['finding'])))
  const scan: Scan = {
    level: asText(config?.['scan_level']),
    goModuleOf: createModules(all, config?.['scan_mode'] === 'binary', context),
    context,
  }
  return {
    tool: { version: asText(config?.['scanner_version']) },
    *readings() {
      for (const [index, message] of messages.entries()) {
        const at = `[${index}]`
        if (!isObject(message)) yield readOne(message, at, () => unreadable('is no message'))
        else if (message['finding'] !== undefined) {
          yield readOne(message['finding'], `${at}.finding`, (finding) => readFinding(finding, entries, groups, scan))
        }
      }
    },
  }
}

interface Scan {
  readonly level: string | undefined
  goModuleOf(finding: JsonObject): GoModule | undefined
  readonly context: NativeContext
}

/** Looks for each scanned module's `go.mod` once. A binary has none. */
function createModules(messages: readonly JsonObject[], isBinary: boolean, context: NativeContext): Scan['goModuleOf'] {
  const [scanned] = messages.flatMap(({ SBOM: bill }) => objectsOf(asObject(bill)?.['modules'])).filter(isScanned)
  const open = createGoModules(context)
  const opened = new Map<string, GoModule | undefined>()
  return (finding) => {
    const main = mainModuleOf(finding) ?? asText(scanned?.['path'])
    if (isBinary || main === undefined) return undefined
    if (!opened.has(main)) opened.set(main, open(main))
    return opened.get(main)
  }
}

/** What is scanned has no version; everything that it needs has one. */
function isScanned({ version }: JsonObject): boolean {
  return version === undefined
}

function entriesById(messages: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  return new Map(objectsOf(messages.map((message) => message['osv'])).map((entry) => [asText(entry['id']) ?? '', entry]))
}

/**
 * One vulnerability of a module is told several times: as required, as imported, and once for each vulnerable symbol that is called. What
 * reaches furthest is the finding, with the other calls as further places.
 */
function groupsOf(findings: readonly JsonObject[]): ReadonlyMap<string, readonly JsonObject[]> {
  const groups = groupBy(findings, keyOf)
  return new Map(
    [...groups].map(([key, group]) => {
      const furthest = Math.max(...new Set(group.map(reachOf)))
      return [key, group.filter((finding) => reachOf(finding) === furthest)]
    }),
  )
}

function keyOf(finding: JsonObject): string {
  const { module, version } = frameOf(finding) ?? {}
  return JSON.stringify([finding['osv'], module, version])
}

/** "Frames are sorted starting from the imported vulnerable symbol until the entry point." */
function frameOf(finding: JsonObject): JsonObject | undefined {
  return objectsOf(finding['trace'])[0]
}

function readFinding(
  finding: JsonObject,
  entries: ReadonlyMap<string, JsonObject>,
  groups: ReadonlyMap<string, readonly JsonObject[]>,
  scan: Scan,
): Entry {
  const id = asText(finding['osv'])
  const frame = frameOf(finding)
  if (id === undefined || frame === undefined) return unreadable('has no vulnerability or no trace')
  const group = groups.get(keyOf(finding)) ?? []
  if (group[0] !== finding) return { verdict: 'duplicate' }
  const module = scan.goModuleOf(finding)
  return {
    verdict: 'problem',
    finding: vulnerabilityFinding({
      entry: entries.get(id) ?? { id },
      module: frame['module'],
      version: frame['version'],
      fixed: finding['fixed_version'],
      reach: reachOf(finding),
      level: scan.level,
      symbols: group.flatMap(symbolOf),
      goModule: module,
      context: scan.context,
      calls: group.flatMap((one) => callOf(one, module, scan.context) ?? []),
    }),
  }
}

/** The last frame of a call lies in the scanned module. */
function mainModuleOf(finding: JsonObject): string | undefined {
  const last = objectsOf(finding['trace']).at(-1)
  return last !== undefined && isScanned(last) ? asText(last['module']) : undefined
}

/** `Server.ListenAndServe`; binaries of a module without calls have none. */
function symbolOf(finding: JsonObject): readonly string[] {
  const { receiver, function: name } = frameOf(finding) ?? {}
  const method = asText(name)
  return method === undefined ? [] : [[asText(receiver)?.replace(/^\*/, ''), method].filter((part) => part !== undefined).join('.')]
}

/** Where the scanned module's own code enters the call. Since 1.1 file names are relative to the module, before they are absolute. */
function callOf(finding: JsonObject, module: GoModule | undefined, { places }: NativeContext): Location | undefined {
  const own = objectsOf(finding['trace']).findLast((frame) => isScanned(frame) && frame['position'] !== undefined)
  const position = asObject(own?.['position'])
  const file = asText(position?.['filename'])
  if (file === undefined) return undefined
  const isAbsolute = /^(?:[A-Za-z]:)?[\\/]/.test(file)
  const path = isAbsolute || module === undefined || module.folder === '' ? file : `${module.folder}/${file}`
  const { line, column } = position ?? {}
  return places({ path, startLine: line, startColumn: column, logicalName: own?.['package'] })
}
