import type { Rule } from '../../finding.js'

/** Weaknesses that are a credential in the code: hard-coded credentials, password and cryptographic key. */
const CREDENTIAL_CWES: ReadonlySet<string> = new Set(['CWE-798', 'CWE-259', 'CWE-321'])

/** Whether a code rule is about a credential, so that what it quotes is one. */
export function isCredentialRule(cwes: readonly string[], { id, name, title }: Pick<Rule, 'id' | 'name' | 'title'>): boolean {
  const words = [id, name, title].join(' ').slice(0, 500)
  return cwes.some((cwe) => CREDENTIAL_CWES.has(cwe)) || /hard-?coded.{0,40}(?:pass|secret|cred|key|token)|generic\.secrets/i.test(words)
}
