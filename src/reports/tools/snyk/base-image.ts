import { asObject, asText, type JsonObject, objectsOf } from '../../vocabulary/json.js'

/** The image that the scanned one is built on, and those that Snyk would build it on. */
export interface BaseImage {
  readonly name: string
  readonly advised: readonly string[]
}

/**
 * With `--file`, the advice is a text for people, in pieces: tables of images, of which the first is about the image as it is.
 * Source: docs.snyk.io, "Use Snyk Container from the CLI"; github.com/snyk/cli, src/lib/formatters/docker.
 */
export function baseImageOf(report: JsonObject): BaseImage | undefined {
  const docker = asObject(report['docker'])
  const name = asText(docker?.['baseImage'])
  if (name === undefined) return undefined
  const pieces = objectsOf(asObject(docker?.['baseImageRemediation'])?.['advice']).map(({ message }) => asText(message) ?? '')
  const [, ...tables] = pieces.filter((piece) => piece.startsWith(TABLE)).map(imagesIn)
  return { name, advised: [...new Set(tables.flat())].filter((image) => image !== name).slice(0, MOST_ADVISED) }
}

/** The first words of a table. */
const TABLE = 'Base Image'

/** Images that are told: the first are the smallest steps. */
const MOST_ADVISED = 3

function imagesIn(table: string): readonly string[] {
  const [, ...rows] = table.split('\n')
  return rows.map((row) => row.trim().split(' ', 1)[0] ?? '').filter((image) => image !== '')
}

/** What to do about a package that comes with the base image; nothing for what the Dockerfile itself installs. */
export function baseImageAdvice(base: BaseImage | undefined, { dockerfileInstruction }: JsonObject): string | undefined {
  if (base === undefined || base.advised.length === 0 || asText(dockerfileInstruction) !== undefined) return undefined
  return `Build the image on ${base.advised.join(' or ')} instead of ${base.name}.`
}
