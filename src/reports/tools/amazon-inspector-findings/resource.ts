import type { Location } from '../../../finding.js'
import type { Places } from '../../native/places.js'
import { ecrImage } from '../../vocabulary/ecr-image.js'
import { asObject, asText, type JsonObject, objectsOf, textsOf } from '../../vocabulary/json.js'

/** Where in a resource. */
export interface PartOfResource {
  /** Of a code repository. */
  readonly file?: unknown
  /** What tells several findings of one resource apart. */
  readonly named?: unknown
  readonly startLine?: unknown
  readonly endLine?: unknown
}

interface Subjects {
  readonly image?: string | undefined
  readonly location?: Location | undefined
  readonly otherLocations: readonly (Location | undefined)[]
}

/** What the finding is about: one resource, as a rule. */
export function subjectsOf(entry: JsonObject, places: Places, part: PartOfResource): Subjects {
  const [first = {}, ...others] = objectsOf(entry['resources'])
  const account = entry['awsAccountId']
  return {
    image: imageOf(first)?.reference,
    location: placeOf(first, account, places, part),
    otherLocations: others.map((resource) => placeOf(resource, account, places, part)),
  }
}

/** ASFF's words for the types of resources. Source: Amazon Inspector API reference, Resource, type. */
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['AWS_EC2_INSTANCE', 'AwsEc2Instance'],
  ['AWS_ECR_REPOSITORY', 'AwsEcrRepository'],
  ['AWS_LAMBDA_FUNCTION', 'AwsLambdaFunction'],
])

function placeOf(resource: JsonObject, account: unknown, places: Places, part: PartOfResource): Location | undefined {
  const { startLine, endLine } = part
  if (resource['type'] === 'CODE_REPOSITORY') {
    return places({ path: part.file, startLine, endLine, uri: resource['id'], logicalName: projectOf(resource) })
  }
  const image = imageOf(resource)
  const place = places({ uri: image?.name ?? idOf(resource, account), logicalName: part.named, startLine, endLine })
  const resourceType = image === undefined ? TYPES.get(resource['type']) : undefined
  return place === undefined || resourceType === undefined ? place : { ...place, resourceType }
}

/** Findings of other repositories have files of the same names. */
function projectOf({ details }: JsonObject): unknown {
  return asObject(asObject(details)?.['codeRepository'])?.['projectName']
}

/** Without the digest in the place: it changes with every build while the problem stays. */
function imageOf({ id, region, details }: JsonObject): ReturnType<typeof ecrImage> {
  const image = asObject(asObject(details)?.['awsEcrContainerImage'])
  if (image === undefined) return undefined
  return ecrImage({
    registry: image['registry'],
    // In Amazon ECR's answers a resource has no region of its own.
    region: region ?? asText(id)?.split(':')[3],
    repository: image['repositoryName'],
    tag: textsOf(image['imageTags'])[0],
    digest: image['imageHash'],
  })
}

/** Security Hub calls an instance by its ARN; Amazon Inspector by its id, which only means something in its region. */
function idOf({ id, type, region, partition }: JsonObject, account: unknown): string | undefined {
  const [text, inRegion, owner] = [id, region, account].map(asText)
  if (text === undefined || text.startsWith('arn:')) return text
  if (type === 'AWS_EC2_INSTANCE' && inRegion !== undefined && owner !== undefined) {
    return `arn:${asText(partition) ?? 'aws'}:ec2:${inRegion}:${owner}:instance/${text}`
  }
  return [inRegion, text].filter((part) => part !== undefined).join('/')
}
