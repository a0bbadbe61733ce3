import type { Location } from '../../../finding.js'
import type { NativeContext } from '../../native/format.js'
import type { PlaceFacts } from '../../native/places.js'
import { isArchive, nameOfImage, withDigest } from '../../vocabulary/image-name.js'
import { asObject, asText, type JsonObject, textsOf } from '../../vocabulary/json.js'
import { imageOfTarget } from '../../vocabulary/trivy-target.js'

/** What a result is about: files of a checkout, an image, a resource of a cluster. */
export interface TrivyTarget {
  /** Reference of the image in which a result's files lie. */
  image(result: JsonObject): string | undefined
  /** Whether a result's files lie in an image, known or not, rather than on the machine that ran the scan. */
  isImage(result: JsonObject): boolean
  /** @param file as the result or one of its entries names it; absent for what is no file */
  place(
    result: JsonObject,
    file: string | undefined,
    facts?: Pick<PlaceFacts, 'startLine' | 'endLine' | 'logicalName'>,
  ): Location | undefined
}

/** Of a report of schema 2. */
export function reportTarget(report: JsonObject, context: NativeContext): TrivyTarget {
  const image = report['ArtifactType'] === 'container_image' ? imageOf(report) : undefined
  if (image !== undefined) return imageTarget(() => image, context)
  const scanned = asText(report['ArtifactName']) ?? ''
  return {
    image: () => undefined,
    isImage: () => false,
    place: (_, file, facts) => (file === undefined ? context.places({ ...facts }) : placeBelow(scanned, file, facts, context)),
  }
}

/** Of a result of versions before 0.20, which say nothing of the scan: the target of an image scan names its operating system. */
export function legacyTarget(context: NativeContext): TrivyTarget {
  const images = imageTarget(imageOfResult, context)
  return {
    image: imageOfResult,
    isImage: (result) => imageOfResult(result) !== undefined,
    place: (result, file, facts) =>
      imageOfResult(result) === undefined ? context.places({ path: file, ...facts }) : images.place(result, file, facts),
  }
}

/** Of a resource in a cluster, which stands in for the place where there is no file. */
export function clusterTarget(resource: JsonObject, context: NativeContext): TrivyTarget {
  const name = ['Namespace', 'Kind', 'Name'].flatMap((key) => asText(resource[key]) ?? []).join('/')
  const [metadata] = [resource['Metadata']].flat().map(asObject)
  const scanned = metadata === undefined ? undefined : imageOfMetadata(metadata)
  const image = (result: JsonObject) => (result['Class'] === 'config' ? undefined : (imageOfResult(result) ?? scanned))
  return {
    image,
    isImage: (result) => result['Class'] !== 'config',
    place(result, _, facts) {
      const reference = image(result)
      return context.places({ ...facts, uri: reference && nameOfImage(reference), logicalName: name })
    },
  }
}

/** A file in an image is no file of the repository: the image is the place, and the file its logical name. */
function imageTarget(image: TrivyTarget['image'], { places }: NativeContext): TrivyTarget {
  return {
    image,
    isImage: () => true,
    place(result, file, facts) {
      const reference = image(result)
      return places({ logicalName: file, ...facts, uri: reference && nameOfImage(reference) })
    },
  }
}

/** Results name files as seen from the scanned directory, and a scanned file by its own name. */
function placeBelow(
  scanned: string,
  file: string,
  facts: Partial<PlaceFacts> | undefined,
  { places }: NativeContext,
): Location | undefined {
  const alone = { ...facts, path: file }
  if (scanned === '' || scanned === '.' || scanned === file || /^[a-z+]{2,12}:\/\//i.test(scanned)) return places(alone)
  const isFile = scanned.endsWith(`/${file}`)
  const below = places({ ...facts, path: isFile ? scanned : `${scanned}/${file}` })
  return below?.path === undefined ? places(alone) : below
}

/** With the digest, which names the very image. */
function imageOf(report: JsonObject): string | undefined {
  const named = imageOfMetadata(asObject(report['Metadata']) ?? {})
  const artifact = asText(report['ArtifactName'])
  return named ?? (artifact === undefined || isArchive(artifact) ? undefined : artifact)
}

function imageOfMetadata(metadata: JsonObject): string | undefined {
  const digests = textsOf(metadata['RepoDigests'])
  const reference = asText(metadata['Reference']) ?? textsOf(metadata['RepoTags'])[0]
  return reference === undefined ? digests[0] : withDigest(reference, digests)
}

function imageOfResult(result: JsonObject): string | undefined {
  return imageOfTarget(asText(result['Target']))
}
