import { readFileSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkJson } from './check-json.js'
import { isInside } from './places.js'
import { byteOrderMarkLength } from './utf8.js'

/** SARIF external property files are parsed as a whole and kept. */
const MAX_EXTERNAL_BYTES = 64 * 2 ** 20

/**
 * Reads files that a report refers to (SARIF section 3.15).
 * @param directory real path of the folder the report lies in; nothing outside of it is read, through links neither.
 *   `undefined` for a report out of an archive: there is nothing beside it
 * @returns a function from a relative URI to the parsed JSON, `undefined` for whatever cannot or must not be read
 */
export function externalReader(directory: string | undefined): (uri: string) => unknown {
  return (uri) => {
    const path = directory === undefined ? undefined : containedPath(directory, uri)
    try {
      return path === undefined ? undefined : readJson(path)
    } catch {
      return undefined
    }
  }
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

function readJson(path: string): unknown {
  const stats = statSync(path)
  if (!stats.isFile() || stats.size > MAX_EXTERNAL_BYTES) return undefined
  const content = readFileSync(path)
  const bytes = content.subarray(byteOrderMarkLength(content))
  return checkJson([bytes]).failure === undefined ? JSON.parse(bytes.toString('utf8')) : undefined
}
