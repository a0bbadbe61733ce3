/** Names of advisories: which of them mean one vulnerability and no more. */

/**
 * Databases in which an id is one vulnerability. The notices of distributions (`RHSA-2019:2304`) are none of them: a notice is about many
 * vulnerabilities at once, so sharing one makes nothing the same.
 */
const ONE_VULNERABILITY = /^(?:CVE|GHSA|PYSEC|GO|RUSTSEC|MAL|GMS|HSEC|RSEC|JLSEC|EEF-CVE|OSV|SNYK)-/

/** Whether whatever has this name is the same vulnerability. */
export function isOneVulnerability(name: string): boolean {
  return ONE_VULNERABILITY.test(name)
}
