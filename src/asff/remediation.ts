/** What to do about it. */
import type { Remediation } from '@aws-sdk/client-securityhub'
import type { Finding, VulnerablePackage } from '../finding.js'
import { RECOMMENDATION_LENGTH } from './limits.js'
import { unlessEmpty } from './members.js'
import { plainText } from './text.js'
import { publicUrl } from './url.js'

/** `undefined` when nobody says what to do: Security Hub refuses a recommendation without text and link. */
export function remediationOf(finding: Finding): Remediation | undefined {
  const recommendation = unlessEmpty({ Text: textOf(finding), Url: urlOf(finding) })
  return recommendation === undefined ? undefined : { Recommendation: recommendation }
}

/** `Upgrade lodash to 4.17.21`; `undefined` while there is no fixed version. */
export function upgradeOf({ name, fixedVersion }: VulnerablePackage): string | undefined {
  const version = fixedVersion?.trim() ?? ''
  return version === '' ? undefined : `Upgrade ${name.trim()} to ${version}`
}

function textOf(finding: Finding): string | undefined {
  return (
    plainText(finding.remediation, RECOMMENDATION_LENGTH) ??
    plainText(upgradesOf(finding), RECOMMENDATION_LENGTH) ??
    plainText(firstParagraph(finding.rule.help), RECOMMENDATION_LENGTH)
  )
}

function upgradesOf({ vulnerability }: Finding): string | undefined {
  const upgrades = vulnerability?.packages.map(upgradeOf).filter((upgrade) => upgrade !== undefined)
  return upgrades === undefined ? undefined : [...new Set(upgrades)].join('\n')
}

function firstParagraph(help: string | undefined): string | undefined {
  return help?.trim().split(/\n[^\S\n]*\n/, 1)[0]
}

function urlOf({ rule, vulnerability }: Finding): string | undefined {
  for (const url of [rule.helpUrl, vulnerability?.vendor?.url, ...(vulnerability?.urls ?? [])]) {
    const link = publicUrl(url)
    if (link !== undefined) return link
  }
  return undefined
}
