import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { readSmallFile } from '../../regular-file.js'
import { isInside } from '../files/places.js'
import { MAX_VALUES_AT_ONCE } from '../limits.js'
import { createJsonScan } from './json-scan.js'
import { byteOrderMarkLength } from './utf8.js'

/** SARIF external property files are parsed as a whole and kept: those of one report together have no more than this. */
const MAX_EXTERNAL_BYTES = 64 * 2 ** 20

/**
 * Reads files that a report refers to (SARIF section 3.15).
 * @param directory real path of the folder the report lies in; nothing outside of it is read, through links neither.
 *   `undefined` for a report out of an archive: there is nothing beside it
 * @returns a function from a relative URI to the parsed JSON, `undefined` for whatever cannot or must not be read
 */
export function externalReader(directory: string | undefined): (uri: string) => unknown {
  // A log of many runs may name one file for all of them.
  const known = new Map<string, unknown>()
  const left: Left = { bytes: MAX_EXTERNAL_BYTES, values: MAX_VALUES_AT_ONCE }
  return (uri) => {
    const path = directory === undefined ? undefined : containedPath(directory, uri)
    if (path === undefined) return undefined
    if (!known.has(path)) known.set(path, readJson(path, left))
    return known.get(path)
  }
}

/** What may still be read. */
interface Left {
  bytes: number
  values: number
}

function containedPath(directory: string, uri: string): string | undefined {
  // A scheme, a network path, a query: all of them name something else than a file beside the report.
  if (/^[a-z][a-z0-9+.-]*:|^[/\\]|[?#]/i.test(uri)) return undefined
  try {
    const path = realpathSync(resolve(directory, decodeURIComponent(uri)))
    return isInside(path, directory) ? path : undefined
  } catch {
    return undefined
  }
}

function readJson(path: string, left: Left): unknown {
  try {
    const content = readSmallFile(path, left.bytes)
    if (content === undefined) return undefined
    left.bytes -= content.length
    const bytes = content.subarray(byteOrderMarkLength(content))
    const scan = createJsonScan()
    const failure = scan.add(bytes) ?? scan.end()
    left.values -= scan.values()
    return failure === undefined && left.values >= 0 ? JSON.parse(bytes.toString('utf8')) : undefined
  } catch {
    return undefined
  }
}
