import type { Location } from '../../../finding.js'
import { cloudPlace } from '../../native/cloud-place.js'
import type { PlaceFacts, Places } from '../../native/places.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** What a finding is about. */
export interface Resource {
  readonly location: Location | undefined
  /** The reference of an image, with the digest. */
  readonly image: string | undefined
}

/**
 * An image is placed by its repository, because its ARN has the digest in it, which is another one after every build. Everything else keeps
 * its ARN or id. Source: Amazon Inspector API reference, Resource.
 */
export function resourceOf(finding: JsonObject, places: Places, file: PlaceFacts = {}): Resource {
  const [resource] = objectsOf(finding['resources'])
  const image = imageOf(resource)
  const id = resource?.['id']
  if (asText(file.path) !== undefined) return { location: places({ ...file, logicalName: image?.name ?? id }), image: image?.reference }
  if (image !== undefined) return { location: places({ uri: image.name }), image: image.reference }
  return { location: cloudPlace(places, { id, type: resource?.['type'], region: resource?.['region'] }), image: undefined }
}

interface Image {
  readonly name: string
  readonly reference: string
}

function imageOf(resource: JsonObject | undefined): Image | undefined {
  const image = asObject(asObject(resource?.['details'])?.['awsEcrContainerImage'])
  const repository = asText(image?.['repositoryName'])
  if (repository === undefined) return undefined
  const name = [registryOf(resource, image), repository].filter((part) => part !== undefined).join('/')
  const [tag] = textsOf(image?.['imageTags'])
  const digest = asText(image?.['imageHash'])
  return { name, reference: `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}` }
}

/** The host as images are pulled from. Source: Amazon ECR user guide, "Private registry concepts". */
function registryOf(resource: JsonObject | undefined, image: JsonObject | undefined): string | undefined {
  const [, partition, , region] = asText(resource?.['id'])?.split(':') ?? []
  const account = asText(image?.['registry'])
  if (account === undefined || region === undefined || region === '') return account
  return `${account}.dkr.ecr.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`
}
