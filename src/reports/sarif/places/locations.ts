import type { Location } from '../../../finding.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asObject, type JsonObject, objectsOf } from '../../vocabulary/json.js'
import { type Artifact, createArtifactReader, type FileOptions } from './files.js'
import { logicalName } from './logical-locations.js'
import type { OffsetLines } from './offset-lines.js'
import { type Lines, regionLines } from './regions.js'

export interface Places {
  /** The primary place (`locations[0]`, as code scanning takes it, unless the tool means another) and the others. */
  readonly location: Location | undefined
  readonly otherLocations: readonly Location[]
  /** The path of the primary place as the tool wrote it, for what lies inside an image or an archive. */
  readonly writtenPath: string | undefined
  /** The primary place is no file: it names the image that was scanned. */
  readonly image: string | undefined
}

/** A scanned container image: the results' paths lie in it and not in the repository. */
export interface ImagePlace {
  readonly image: string
  /** The file counts, because nothing else tells two results of one image apart. */
  readonly namesFile: boolean
}

/** Reads the places of results. */
export type PlaceReader = (result: JsonObject, image?: ImagePlace) => Places

export function createPlaceReader(run: JsonObject, options: FileOptions & { readonly lineAt: OffsetLines }): PlaceReader {
  const artifactOf = createArtifactReader(run, options)
  const artifactAt = (location: JsonObject): Artifact =>
    artifactOf(asObject(asObject(location['physicalLocation'])?.['artifactLocation']) ?? NO_ARTIFACT)
  const read = (location: JsonObject, image: ImagePlace | undefined): Location | undefined => {
    const logical = logicalName(run, location)
    if (image !== undefined) return inImage(location, artifactAt(location), image, logical)
    const artifact = artifactAt(location)
    const lines = linesOf(location, artifact, (offset) => (artifact.path === undefined ? undefined : options.lineAt(artifact.path, offset)))
    return toLocation(artifact, lines, logical)
  }
  return (result, image) => {
    const [first, ...others] = inOrder(objectsOf(result['locations']), options.product)
    if (first === undefined) return NO_PLACES
    const otherLocations = others.length === 0 ? NONE : others.map((other) => read(other, image)).filter((other) => other !== undefined)
    const { written, image: named } = artifactAt(first)
    return { location: read(first, image), writtenPath: written, image: named, otherLocations }
  }
}

/** The place of a result first. */
function inOrder(locations: readonly JsonObject[], { place }: FileOptions['product']): readonly JsonObject[] {
  const last = locations.at(-1)
  return place === 'last' && last !== undefined ? [last, ...locations.slice(0, -1)] : locations
}

/** A file in an image is no file of the repository: the image is the place, and the file its logical name, as in Trivy's own format. */
function inImage(location: JsonObject, { written }: Artifact, { image, namesFile }: ImagePlace, logical: string | undefined) {
  const name = nameOfImage(image)
  const file = written === undefined || written === name || written === image ? undefined : written
  if (!namesFile || file === undefined) return toLocation({ uri: name }, NO_LINES, logical)
  return toLocation(
    { uri: name },
    linesOf(location, NO_FILE_IN_REPOSITORY, () => undefined),
    logical === undefined ? file : `${file}: ${logical}`,
  )
}

const NO_ARTIFACT: JsonObject = {}
const NO_FILE_IN_REPOSITORY: Artifact = {}
const NO_LINES: Lines = {}
const NONE: readonly Location[] = []
const NO_PLACES: Places = { location: undefined, writtenPath: undefined, image: undefined, otherLocations: NONE }

/** A region is about the innermost artifact (§3.24.4), so inside a container the line says nothing about the file of the repository. */
function linesOf(location: JsonObject, artifact: Artifact, lineAt: (offset: number) => number | undefined): Lines {
  return artifact.nested === undefined ? regionLines(asObject(location['physicalLocation'])?.['region'], lineAt) : NO_LINES
}

/** Assigned one by one and not spread: this runs for every place of every result. */
function toLocation({ path, uri, nested, writtenAs }: Artifact, lines: Lines, logical: string | undefined): Location | undefined {
  if (path === undefined && uri === undefined && logical === undefined) return undefined
  const location: Draft<Location> = {}
  if (path !== undefined) location.path = path
  if (path !== undefined || uri !== undefined) addLines(location, lines)
  if (logical !== undefined) location.logicalName = logical
  const place = nested === undefined ? uri : `${path ?? uri ?? ''}!${nested}`
  if (place !== undefined) location.uri = place
  if (writtenAs !== undefined) location.writtenAs = writtenAs
  return location
}

type Draft<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function addLines(location: Draft<Location>, { startLine, endLine, startColumn, endColumn }: Lines): void {
  if (startLine !== undefined) location.startLine = startLine
  if (endLine !== undefined) location.endLine = endLine
  if (startColumn !== undefined) location.startColumn = startColumn
  if (endColumn !== undefined) location.endColumn = endColumn
}
