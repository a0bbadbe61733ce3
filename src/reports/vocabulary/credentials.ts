import type { Rule } from '../../finding.js'

/** Weaknesses that are a credential in the code: hard-coded credentials, password and cryptographic key. */
const CREDENTIAL_CWES: ReadonlySet<string> = new Set(['CWE-798', 'CWE-259', 'CWE-321'])

/** Whether a code rule is about a credential, so that what it quotes is one. */
export function isCredentialRule(cwes: readonly string[], { id, name, title }: Pick<Rule, 'id' | 'name' | 'title'>): boolean {
  const words = [id, name, title].join(' ').slice(0, 500)
  return cwes.some((cwe) => CREDENTIAL_CWES.has(cwe)) || /hard-?coded.{0,40}(?:pass|secret|cred|key|token)|generic\.secrets/i.test(words)
}

/** What lists of weaknesses name beside a hard-coded credential: kept in plain text, insufficiently protected, in a file that others read. */
const BESIDE_CREDENTIALS: ReadonlySet<string> = new Set([...CREDENTIAL_CWES, 'CWE-200', 'CWE-312', 'CWE-522', 'CWE-538', 'CWE-540'])

/** Whether a weakness is a credential in the open and nothing else. */
export function isLeakedCredential(cwes: readonly string[]): boolean {
  return cwes.includes('CWE-798') && cwes.every((cwe) => BESIDE_CREDENTIALS.has(cwe))
}
