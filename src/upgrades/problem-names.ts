/** By which names one vulnerability is known among findings of several tools. */
import { isOneVulnerability } from '../advisory-names.js'
import type { Vulnerability } from '../finding.js'

/** More names than that nobody compares. */
const MOST_NAMES = 30

export interface ProblemNames {
  /** Any of them says that two findings are about the same. */
  readonly names: readonly string[]
  /** Two that have different ones are two, whatever else they share. */
  readonly cve: string | undefined
}

export function problemNames({ id, related }: Vulnerability): ProblemNames {
  const upper = [id, ...related.slice(0, MOST_NAMES)].map((name) => name.trim().toUpperCase())
  const known = upper.filter((name, index) => index === 0 || isOneVulnerability(name))
  const cves = known.filter((name) => name.startsWith('CVE-'))
  return { names: [...new Set(known)], cve: cves.length === 1 ? cves[0] : undefined }
}
