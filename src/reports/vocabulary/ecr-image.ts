import { asText } from './json.js'

/** What Amazon ECR and Amazon Inspector say of an image. */
export interface EcrImageFacts {
  /** The account. */
  readonly registry: unknown
  readonly region: unknown
  readonly repository: unknown
  readonly tag?: unknown
  /** `sha256:…` */
  readonly digest?: unknown
}

/** A SHA-256 in hexadecimal digits behind its name. Source: API reference of Amazon ECR, ImageDigest. */
const DIGEST_LENGTH = 'sha256:'.length + 64

/**
 * How Docker calls the image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.0@sha256:…`. The repository alone where account or region are not
 * told; `undefined` without one.
 */
export function ecrImage(facts: EcrImageFacts): { readonly name: string; readonly reference: string } | undefined {
  const [registry, region, repository, tag, digest] = [facts.registry, facts.region, facts.repository, facts.tag, facts.digest].map(asText)
  if (repository === undefined) return undefined
  const host = registry === undefined || region === undefined ? '' : `${registry}.dkr.ecr.${region}.${domainOf(region)}/`
  const name = `${host}${repository}`
  return { name, reference: `${name}${tag === undefined ? '' : `:${tag}`}${isDigest(digest) ? `@${digest}` : ''}` }
}

function isDigest(text: string | undefined): boolean {
  return text?.length === DIGEST_LENGTH && text.startsWith('sha256:')
}

/** Source: AWS General Reference, endpoints of Amazon ECR in the partitions. */
function domainOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn'
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com'
}
