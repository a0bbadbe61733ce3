/** A scanned container image as a resource. */
import type { Resource } from '@aws-sdk/client-securityhub'
import { CONTAINER_TEXT_LENGTH, RESOURCE_ID_LENGTH } from './limits.js'
import { unlessNone, withoutAbsent } from './members.js'
import { asffPartition } from './partition.js'
import { cut, lineOfText } from './text.js'

interface ImageReference {
  /** Registry and repository. */
  readonly name: string
  readonly tag?: string
  /** `sha256:…` */
  readonly digest?: string
}

interface EcrRepository {
  readonly account: string
  readonly region: string
  readonly partition: string
  readonly repository: string
}

/** Source: distribution/reference, reference.go: a tag is at most 128 word characters, dots and hyphens. */
const TAG = /:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/

/** Source: API reference of Amazon ECR, ImageDigest. */
const DIGEST = /@(sha256:[0-9a-f]{64})$/

/** Source: Amazon ECR user guide, "Private registry": the account's registry, its FIPS and its dual-stack endpoint. */
const ECR =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(amazonaws\.com|amazonaws\.com\.cn|on\.aws|amazonaws\.eu)\/(.+)$/

/** `undefined` for text that cannot be a resource's Id: an Id is never cut. */
export function imageResource(image: string): Resource | undefined {
  const text = withoutRemark(lineOfText(image, Number.POSITIVE_INFINITY) ?? '')
  if (text === '' || text.length > RESOURCE_ID_LENGTH) return undefined
  const reference = parseReference(text)
  const ecr = parseEcr(reference.name)
  return ecr === undefined ? container(text, reference) : ecrImage(ecr, reference)
}

/** Trivy writes `nginx:1.25 (debian 12.4)` for an image and its operating system. */
function withoutRemark(text: string): string {
  return text.split(' ', 1)[0] ?? ''
}

function parseReference(text: string): ImageReference {
  const digest = DIGEST.exec(text)?.[1]
  const tagged = digest === undefined ? text : text.slice(0, -digest.length - 1)
  const tag = TAG.exec(tagged)?.[1]
  const name = tag === undefined ? tagged : tagged.slice(0, -tag.length - 1)
  return withoutAbsent({ name, tag, digest }) as ImageReference
}

function parseEcr(name: string): EcrRepository | undefined {
  const [, account, region, suffix, repository] = ECR.exec(name) ?? []
  if (account === undefined || region === undefined || suffix === undefined || repository === undefined) return undefined
  return { account, region, partition: partitionOf(region, suffix), repository }
}

function partitionOf(region: string, suffix: string): string {
  if (suffix === 'amazonaws.eu') return 'aws-eusc'
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/**
 * ECR gives an image no ARN of its own; as in Amazon Inspector's findings it is the repository's with the digest behind it.
 * A tag is no part of it: it moves from image to image.
 */
function ecrImage({ account, region, partition, repository }: EcrRepository, { tag, digest }: ImageReference): Resource {
  const arn = `arn:${partition}:ecr:${region}:${account}:repository/${repository}`
  return withoutAbsent({
    Type: 'AwsEcrContainerImage',
    Id: digest === undefined ? arn : `${arn}/${digest}`,
    Partition: asffPartition(partition),
    Region: region,
    Details: {
      AwsEcrContainerImage: withoutAbsent({
        RegistryId: account,
        RepositoryName: repository,
        ImageDigest: digest,
        ImageTags: unlessNone(tag === undefined ? [] : [tag]),
      }),
    },
  })
}

function container(text: string, { name, digest }: ImageReference): Resource {
  const [base = name] = name.split('/').slice(-1)
  return {
    Type: 'Container',
    Id: text,
    Details: {
      Container: withoutAbsent({
        Name: lineOfText(base, CONTAINER_TEXT_LENGTH),
        ImageId: digest,
        ImageName: cut(text, CONTAINER_TEXT_LENGTH),
      }),
    },
  }
}
