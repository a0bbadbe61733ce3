/** Hard-coded credentials, and what lists of weaknesses name beside them: kept in plain text, insufficiently protected, readable by others. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set([
  'CWE-200',
  'CWE-259',
  'CWE-312',
  'CWE-321',
  'CWE-522',
  'CWE-538',
  'CWE-540',
  'CWE-798',
])

/** Whether a weakness is a credential in the open and nothing else. */
export function isLeakedCredential(cwes: readonly string[]): boolean {
  return cwes.includes('CWE-798') && cwes.every((cwe) => OF_CREDENTIALS.has(cwe))
}
