/** The account's identity providers, and the role's trust policy as it is judged for a token of one of them. */
import { GITHUB_ISSUER, type IdentityProvider } from '../options.js'
import type { HubState } from '../state.js'
import type { IdToken } from './id-token.js'
import { trusts } from './trust-policy.js'

/** The provider that the account has for an issuer. */
export function providerFor(hub: HubState, issuer: string): IdentityProvider | undefined {
  return providersOf(hub).find((provider) => provider.issuer === issuer)
}

/** Whether the trust policy lets the token in. Source: IAM user guide, "Available keys for AWS OIDC federation": `aud` and `sub` behind the provider's name. */
export function judge(hub: HubState, { issuer, audience, subject }: IdToken): boolean {
  const name = nameOf(issuer).toLowerCase()
  const keys = new Map([
    [`${name}:aud`, audience],
    [`${name}:sub`, subject],
  ])
  return trusts(hub.trust.policy ?? standardPolicy(hub), { provider: providerArn(hub, issuer), keys })
}

function providersOf({ trust }: HubState): readonly IdentityProvider[] {
  if (!trust.providerExists) return []
  return trust.providers ?? [{ issuer: GITHUB_ISSUER, audiences: [trust.audience] }]
}

function standardPolicy(hub: HubState): unknown {
  const { audience, subject } = hub.trust
  const issuer = providersOf(hub)[0]?.issuer ?? GITHUB_ISSUER
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: providerArn(hub, issuer) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${nameOf(issuer)}:aud`]: audience }, StringLike: { [`${nameOf(issuer)}:sub`]: subject } },
  }
  return { Version: '2012-10-17', Statement: [statement] }
}

/** The ARN of the provider for an issuer. */
export function providerArn({ settings }: HubState, issuer: string): string {
  return `arn:${settings.partition}:iam::${settings.accountId}:oidc-provider/${nameOf(issuer)}`
}

/** Source: IAM API reference, CreateOpenIDConnectProvider: the URL without its scheme. */
function nameOf(issuer: string): string {
  return issuer.replace('https://', '')
}
