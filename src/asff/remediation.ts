/** What to do about it. */
import type { Remediation } from '@aws-sdk/client-securityhub'
import type { Finding, Vulnerability, VulnerablePackage } from '../finding.js'
import { RECOMMENDATION_LENGTH } from './limits.js'
import { unlessEmpty } from './members.js'
import { REMOVING_SECRETS, revocationOf } from './revocation.js'
import { plainText } from './text.js'
import { publicUrl } from './url.js'

/** `undefined` when nobody says what to do: Security Hub refuses a recommendation without text and link. */
export function remediationOf(finding: Finding): Remediation | undefined {
  const recommendation = unlessEmpty({ Text: plainText(textOf(finding), RECOMMENDATION_LENGTH), Url: urlOf(finding) })
  return recommendation === undefined ? undefined : { Recommendation: recommendation }
}

/** `Upgrade lodash to 4.17.21`; `undefined` while there is no fixed version. */
export function upgradeOf({ name, fixedVersion }: VulnerablePackage): string | undefined {
  const version = fixedVersion?.trim() ?? ''
  return version === '' ? undefined : `Upgrade ${name.trim()} to ${version}`
}

/** `Remove colors-2.0 6.6.6`. */
export function removalOf({ name, version }: VulnerablePackage): string {
  return `Remove ${[name.trim(), version?.trim() ?? ''].join(' ').trim()}`
}

function textOf(finding: Finding): string | undefined {
  const { kind, vulnerability, malware } = finding
  if (kind === 'secret') return revocationText(finding)
  if (malware === true) return removalText(vulnerability?.packages ?? [])
  return said(finding.remediation) ?? said(upgradesOf(finding)) ?? said(firstParagraph(finding.rule.help)) ?? withoutFix(vulnerability)
}

/** The blank is no answer. */
function said(text: string | undefined): string | undefined {
  return text === undefined || plainText(text, RECOMMENDATION_LENGTH) === undefined ? undefined : text
}

const REVOKE = 'Revoke it, issue a new one, remove it from the history.'

/** A secret that is only taken out of the file still works for everybody who has read it: revoking it comes first, whatever the tool says. */
function revocationText({ rule, remediation }: Finding): string {
  const advice = [revocationOf(rule)?.advice, said(remediation)].filter((text) => text !== undefined)
  return [REVOKE, ...advice].join('\n')
}

/** Another version of it is no way out for whoever has run this one. */
function removalText(packages: readonly VulnerablePackage[]): string {
  const removals = [...new Set(packages.map(removalOf))].join('\n')
  return `${removals === '' ? 'Remove the package' : removals}. It was made to harm: treat every machine on which it was installed, and every secret on it, as compromised.`
}

function upgradesOf({ vulnerability }: Finding): string | undefined {
  const upgrades = vulnerability?.packages.map(upgradeOf).filter((upgrade) => upgrade !== undefined)
  return upgrades === undefined ? undefined : [...new Set(upgrades)].join('\n')
}

function firstParagraph(help: string | undefined): string | undefined {
  return help?.trim().split(/\n[^\S\n]*\n/, 1)[0]
}

/** What is left to be done where the report has no version that fixes it. */
function withoutFix(vulnerability: Vulnerability | undefined): string | undefined {
  const names = [...new Set((vulnerability?.packages ?? []).map(({ name }) => name.trim()))]
  if (names.length === 0) return undefined
  return `The report names no version that fixes it. Replace or remove ${names.join(', ')}; where the vulnerable part is not used, suppress the finding with the reason.`
}

/**
 * Of a secret of a known kind the page of its issuer, on which it is revoked: the page of the tool only describes the rule. Else the tool's own
 * page, else what to do about secrets of any kind.
 */
function urlOf({ kind, rule, vulnerability }: Finding): string | undefined {
  const secret = kind === 'secret'
  const urls = [secret ? revocationOf(rule)?.url : undefined, rule.helpUrl, vulnerability?.vendor?.url, ...(vulnerability?.urls ?? [])]
  for (const url of [...urls, secret ? REMOVING_SECRETS : undefined]) {
    const link = publicUrl(url)
    if (link !== undefined) return link
  }
  return undefined
}
