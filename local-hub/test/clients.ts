/** The real SDK's clients for a local Security Hub, and a finding that it accepts. */
import { type AwsSecurityFinding, SecurityHubClient } from '@aws-sdk/client-securityhub'
import { STSClient } from '@aws-sdk/client-sts'
import { Sha256 } from '@smithy/core/checksum'
import { HttpRequest } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'
import type { LocalSecurityHub } from '../index.js'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface ClientOptions {
  readonly credentials?: Credentials
  readonly region?: string
  /** Default 1: a test sees every answer. */
  readonly maxAttempts?: number
}

export function userCredentials(hub: LocalSecurityHub): Credentials {
  return { accessKeyId: hub.env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: hub.env['AWS_SECRET_ACCESS_KEY'] ?? '' }
}

export function securityHubClient(hub: LocalSecurityHub, options: ClientOptions = {}): SecurityHubClient {
  return new SecurityHubClient({ endpoint: hub.url, ...configOf(hub, options) })
}

export function stsClient(hub: LocalSecurityHub, options: ClientOptions = {}): STSClient {
  return new STSClient({ endpoint: hub.url, ...configOf(hub, options) })
}

/** A finding that the service takes as it is: created and updated now. */
export function aFinding(hub: LocalSecurityHub, change: Partial<AwsSecurityFinding> = {}): AwsSecurityFinding {
  const now = new Date().toISOString()
  return {
    SchemaVersion: '2018-10-08',
    Id: 'example/1',
    ProductArn: hub.productArn,
    GeneratorId: 'example-scanner/rule-1',
    AwsAccountId: hub.accountId,
    CreatedAt: now,
    UpdatedAt: now,
    Title: 'SQL injection',
    Description: 'A query is put together from user input.',
    FindingProviderFields: { Severity: { Label: 'HIGH', Original: '8.1' }, Types: ['Software and Configuration Checks/Vulnerabilities'] },
    Resources: [{ Type: 'Other', Id: 'github.com/acme/shop' }],
    ...change,
  }
}

export interface RawRequest {
  readonly method: string
  /** With its query string. */
  readonly path: string
  /** Sent as JSON; text as it is. */
  readonly body?: unknown
}

/**
 * A signed request with a body of any shape: the SDK's clients drop what their model does not know.
 * `sent`: what goes over the wire with the signature of `request`, for a test that tampers with it.
 */
export async function sendRaw(hub: LocalSecurityHub, request: RawRequest, sent: RawRequest = request): Promise<Response> {
  const headers = await signedHeaders(hub, request)
  const body = textOf(sent)
  return fetch(new URL(sent.path, hub.url), { method: sent.method, headers, ...(body === undefined ? {} : { body }) })
}

async function signedHeaders(hub: LocalSecurityHub, request: RawRequest): Promise<Record<string, string>> {
  const url = new URL(request.path, hub.url)
  const signer = new SignatureV4({ credentials: userCredentials(hub), region: hub.region, service: 'securityhub', sha256: Sha256 })
  const { headers } = await signer.sign(
    new HttpRequest({
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, 'content-type': 'application/json' },
      body: textOf(request),
    }),
  )
  return headers
}

function textOf({ body }: RawRequest): string | undefined {
  return typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
}

function configOf(hub: LocalSecurityHub, { credentials = userCredentials(hub), region = hub.region, maxAttempts = 1 }: ClientOptions) {
  return { region, credentials, maxAttempts }
}
