/** The advisory or the weakness behind a finding. */
import type {
  Vulnerability as AsffVulnerability,
  Cvss,
  VulnerabilityCodeVulnerabilities,
  VulnerabilityVendor,
} from '@aws-sdk/client-securityhub'
import type { CvssScore, Finding, Vulnerability } from '../finding.js'
import {
  CVSS_COUNT,
  CVSS_TEXT_LENGTH,
  CWE_COUNT,
  FILE_PATH_LENGTH,
  REFERENCE_URL_COUNT,
  RELATED_VULNERABILITY_COUNT,
  RELATED_VULNERABILITY_LENGTH,
  VENDOR_NAME_LENGTH,
  VENDOR_SEVERITY_LENGTH,
  VULNERABILITY_ID_LENGTH,
} from './limits.js'
import { lineNumber } from './lines.js'
import { unlessEmpty, unlessNone, withoutAbsent } from './members.js'
import { fixAvailableOf, softwarePackagesOf } from './packages.js'
import { lineOfText, linesOfText, unitsOf } from './text.js'
import { asffTime } from './time.js'
import { publicUrl } from './url.js'

/** One entry, or `undefined` for a finding that is neither advisory nor weakness, and for one that has no name short enough. */
export function vulnerabilitiesOf(finding: Finding): AsffVulnerability[] | undefined {
  const { vulnerability, malware = false } = finding
  const id = vulnerabilityIdOf(finding)
  if (id === undefined) return undefined
  const code = codeVulnerability(finding)
  if (vulnerability === undefined && code === undefined) return undefined
  return [
    withoutAbsent({
      Id: id,
      ...(vulnerability === undefined ? {} : advisory(vulnerability, { id, malware })),
      CodeVulnerabilities: unlessNone(code === undefined ? [] : [code]),
    }),
  ]
}

/**
 * The name of the advisory; of a weakness in code its CWE, which is public too. Never that of a rule, which stands in `GeneratorId`: without
 * such a name there is no entry. Ids that do not fit are not cut but replaced by the next best name, and what was replaced stays in
 * `RelatedVulnerabilities`.
 */
export function vulnerabilityIdOf({ vulnerability, kind, rule, cwes }: Finding): string | undefined {
  if (vulnerability === undefined) return kind === 'code' ? firstFitting(cwes) : undefined
  // Where a tool names no advisory its rule stands for one; ids of advisories have a number, names of rules are words.
  return firstFitting([vulnerability.id, ...vulnerability.related].filter((id) => id !== rule.id || isNumbered(id)))
}

/** A digit, or the groups of a GHSA id, which happen to have none. */
function isNumbered(id: string): boolean {
  return /\d|^[A-Z]{2,10}(?:-\w{4}){3}$/.test(id)
}

function firstFitting(ids: readonly string[]): string | undefined {
  return ids.map(fittingId).find((id) => id !== undefined)
}

function fittingId(text: string): string | undefined {
  const id = lineOfText(text, Number.POSITIVE_INFINITY)
  return id !== undefined && unitsOf(id, VULNERABILITY_ID_LENGTH) === id.length ? id : undefined
}

function advisory(
  vulnerability: Vulnerability,
  { id, malware }: { readonly id: string; readonly malware: boolean },
): Omit<AsffVulnerability, 'Id'> {
  const { packages, cvss, epss, exploitAvailable } = vulnerability
  const names = new Set([vulnerability.id, ...vulnerability.related])
  names.delete(id)
  return {
    VulnerablePackages: softwarePackagesOf(packages, malware),
    Cvss: unlessNone(
      cvss
        .map(cvssOf)
        .filter((score) => score !== undefined)
        .slice(0, CVSS_COUNT),
    ),
    RelatedVulnerabilities: linesOfText(names, { count: RELATED_VULNERABILITY_COUNT, length: RELATED_VULNERABILITY_LENGTH }),
    Vendor: vendorOf(vulnerability),
    ReferenceUrls: referenceUrls(vulnerability.urls),
    FixAvailable: fixAvailableOf(packages),
    EpssScore: within(epss, 1),
    ExploitAvailable: exploitAvailable === undefined ? undefined : exploitAvailable ? 'YES' : 'NO',
  }
}

function cvssOf({ version, score, vector, source }: CvssScore): Cvss | undefined {
  const baseScore = within(score, 10)
  const baseVector = lineOfText(vector, CVSS_TEXT_LENGTH)
  if (baseScore === undefined && baseVector === undefined) return undefined
  return withoutAbsent({
    Version: lineOfText(version, CVSS_TEXT_LENGTH),
    BaseScore: baseScore,
    BaseVector: baseVector,
    Source: lineOfText(source, CVSS_TEXT_LENGTH),
  })
}

function vendorOf({ vendor }: Vulnerability): VulnerabilityVendor | undefined {
  const name = lineOfText(vendor?.name, VENDOR_NAME_LENGTH)
  if (vendor === undefined || name === undefined) return undefined
  return withoutAbsent({
    Name: name,
    Url: publicUrl(vendor.url),
    VendorSeverity: lineOfText(vendor.severity, VENDOR_SEVERITY_LENGTH),
    VendorCreatedAt: asffTime(vendor.createdAt),
    VendorUpdatedAt: asffTime(vendor.updatedAt),
  })
}

function referenceUrls(urls: readonly string[]): string[] | undefined {
  const links = new Set<string>()
  for (const url of urls) {
    if (links.size === REFERENCE_URL_COUNT) break
    const link = publicUrl(url)
    if (link !== undefined) links.add(link)
  }
  return unlessNone([...links])
}

function codeVulnerability({ kind, cwes, location }: Finding): VulnerabilityCodeVulnerabilities | undefined {
  if (kind !== 'code') return undefined
  const path = lineOfText(location?.path, FILE_PATH_LENGTH)
  return unlessEmpty({
    Cwes: linesOfText(cwes, { count: CWE_COUNT, length: VULNERABILITY_ID_LENGTH }),
    FilePath:
      path === undefined
        ? undefined
        : withoutAbsent({
            FileName: path.slice(path.lastIndexOf('/') + 1) || path,
            FilePath: path,
            StartLine: lineNumber(location?.startLine),
            EndLine: lineNumber(location?.endLine),
          }),
  })
}

function within(value: number | undefined, highest: number): number | undefined {
  return value !== undefined && value >= 0 && value <= highest ? value : undefined
}
