/** Where the public databases describe an advisory; `undefined` for ids of others, whose pages their names do not tell. */
export function advisoryPage(id: string): string | undefined {
  if (/^CVE-\d{4}-\d{4,19}$/.test(id)) return `https://nvd.nist.gov/vuln/detail/${id}`
  return /^GHSA(?:-\w{4}){3}$/.test(id) ? `https://github.com/advisories/${id}` : undefined
}
