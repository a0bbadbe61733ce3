/** What a finding is about: the repository first, then the image, the AWS resource or the address that the scanner names. */
import type { Resource } from '@aws-sdk/client-securityhub'
import type { Finding, Location, VulnerablePackage } from '../finding.js'
import type { MappingContext } from './context.js'
import { imageResource } from './image.js'
import { OTHER_LOCATION_COUNT, OTHER_VALUE_LENGTH, PROJECT_NAME_LENGTH, RESOURCE_COUNT, RESOURCE_ID_LENGTH } from './limits.js'
import { lineNumber } from './lines.js'
import { unlessEmpty, withoutAbsent } from './members.js'
import { ownersInWords } from './owners.js'
import { asffPartition } from './partition.js'
import { lineOfText } from './text.js'
import { publicUrl } from './url.js'

/** An ARN with an account and with a resource. Source: AWS General Reference, "Amazon Resource Names". */
const ARN = /^arn:(aws[a-z-]{0,20}):[a-z0-9-]{1,63}:([a-z0-9-]{0,16}):(?:\d{12})?:[^\s*]+$/

/** How Security Hub itself names an account as a resource. Source: user guide, asff-resources-attributes, Resources, Id. */
const ACCOUNT = /^AWS::::Account:\d{12}$/

/** Resource types of ASFF: user guide, asff-resources. The service takes any word, so only its own are passed on. */
const AWS_TYPE = /^Aws[A-Z][A-Za-z0-9]{1,100}$/

/** At most as many as Security Hub takes. */
export function resourcesOf(finding: Finding, context: MappingContext): Resource[] {
  return [repositoryResource(finding, context), ...namedResourcesOf(finding)].slice(0, RESOURCE_COUNT)
}

/** All that the scanner names beside the repository. */
export function namedResourcesOf(finding: Finding): Resource[] {
  const image = finding.image === undefined ? undefined : imageResource(finding.image)
  const named = [finding.location, ...finding.otherLocations].map(namedResource)
  const resources = [image, ...named].filter((resource) => resource !== undefined)
  return [...new Map(resources.map((resource) => [resource.Id, resource])).values()]
}

/** Type and details: user guide, asff-resourcedetails-coderepository. */
function repositoryResource(finding: Finding, context: MappingContext): Resource {
  const { repository, target } = context
  return withoutAbsent({
    Type: 'CodeRepository',
    Id: repository.url,
    Partition: asffPartition(target.partition),
    Region: target.region,
    Tags: unlessEmpty({ ...repository.tags }),
    Details: {
      CodeRepository: withoutAbsent({ ProviderType: 'GITHUB', ProjectName: lineOfText(repository.name, PROJECT_NAME_LENGTH) }),
      Other: otherDetails(finding, context),
    },
  })
}

function otherDetails(finding: Finding, context: MappingContext): Record<string, string> {
  const { branch, commit, run, pullRequest, environment } = context
  const { location, otherLocations, vulnerability, image, layer, baseImage } = finding
  const value = (text: string | undefined) => lineOfText(text, OTHER_VALUE_LENGTH)
  const details = withoutAbsent({
    Branch: value(branch),
    Environment: value(environment),
    Commit: value(commit),
    Path: value(location?.path),
    StartLine: lineNumber(location?.startLine)?.toString(),
    EndLine: lineNumber(location?.endLine)?.toString(),
    LogicalName: value(location?.logicalName),
    Location: value(placeOutside(finding)),
    OtherLocations: value(
      otherLocations
        .slice(0, OTHER_LOCATION_COUNT)
        .map(image === undefined ? placeOf : placeInImage)
        .filter(Boolean)
        .join(', '),
    ),
    Package: value(vulnerability?.packages.map(packageOf).join(', ')),
    Image: value(image),
    BaseImage: value(baseImage),
    Layer: value(layer),
    Owners: value(ownersInWords(location?.path, context)),
    WorkflowRun: value(run.url),
    PullRequest: pullRequest?.toString(),
  })
  return Object.fromEntries(Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** A place that is no file of the repository; in an image with the file, without which nobody finds what is meant. */
export function placeOutside({ kind, location, image }: Finding): string | undefined {
  const { path, uri, logicalName } = location ?? {}
  if (uri === undefined || logicalName === undefined || kind === 'vulnerability' || path !== undefined) return uri
  return image?.startsWith(uri) ? `${uri}: ${logicalName}` : uri
}

/** `src/a.ts:3`, or what there is. */
function placeOf({ path, startLine, logicalName, uri }: Location): string {
  const place = path ?? uri ?? logicalName ?? ''
  const line = lineNumber(startLine)
  return path === undefined || line === undefined ? place : `${place}:${line}`
}

/** The name of an image says nothing that the finding does not say already. */
function placeInImage(location: Location): string {
  return location.path === undefined ? (location.logicalName ?? placeOf(location)) : placeOf(location)
}

function packageOf({ name, version }: VulnerablePackage): string {
  return version === undefined ? name : `${name} ${version}`
}

/** The AWS resource that a check of deployed infrastructure names, by its ARN or as an account. An Id is never cut. */
function namedResource(location: Location | undefined): Resource | undefined {
  const type = AWS_TYPE.test(location?.resourceType ?? '') ? location?.resourceType : undefined
  for (const name of [location?.logicalName, location?.uri]) {
    const id = lineOfText(name, Number.POSITIVE_INFINITY)
    if (id === undefined || id.length > RESOURCE_ID_LENGTH) continue
    if (ACCOUNT.test(id)) return { Type: 'AwsAccount', Id: id }
    const [, partition, region] = ARN.exec(id) ?? []
    if (partition === undefined) continue
    return withoutAbsent({
      Type: type ?? 'Other',
      Id: id,
      Partition: asffPartition(partition),
      Region: region === '' ? undefined : region,
    })
  }
  return address(location?.uri)
}

/** The address that a scanner of running applications has tried. One that is too long is that of the page, without its query; no Id is cut. */
function address(uri: string | undefined): Resource | undefined {
  const url = publicUrl(uri)
  if (url === undefined) return undefined
  const [page = url] = url.split(/[?#]/, 1)
  const id = [url, page].find(({ length }) => length <= RESOURCE_ID_LENGTH)
  return id === undefined ? undefined : { Type: 'Other', Id: id }
}
