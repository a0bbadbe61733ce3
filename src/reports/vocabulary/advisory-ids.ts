/** Ids of advisories in the public databases and in the vendors' own. */
const ADVISORY =
  /(?<![A-Za-z0-9])(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|(?:RUSTSEC|GO|PYSEC|MAL|OSV|BDSA|DSA|DLA|GMS|HSEC|RSEC|JLSEC|EEF-CVE|PRISMA)-\d{4}-\d{1,9}|(?:ALAS\w{0,20}|ELSA|RHSA|USN|SUSE-SU|ROSA-SA|FEDORA)-\d{4}[-:][\w-]{1,40}|XRAY-\d{1,9}|SNYK-[A-Z0-9]{1,40}-[A-Z0-9]{1,80}-\d{1,12})(?![A-Za-z0-9])/gi

/** How much of a rule's text is searched for ids, in UTF-16 code units: tools put them first. */
const SEARCHED = 2000

/** Advisory ids in a text, in order, in their usual case. */
export function advisoriesIn(text: string): readonly string[] {
  return Array.from(text.slice(0, SEARCHED).matchAll(ADVISORY), ([id]) => canonical(id))
}

/** Whether an id begins with an advisory: a rule of that name is a published vulnerability whatever the tool. */
export function isAdvisoryId(ruleId: string): boolean {
  return /^(?:CVE-\d{4}-\d{4,}|GHSA-[23456789cfghjmpqrvwx]{4}-)/i.test(ruleId)
}

/** Whether an id is one of a database of advisories, public or a vendor's. */
export function isPublicAdvisory(id: string): boolean {
  return advisoriesIn(id)[0]?.toLowerCase() === id.toLowerCase()
}

/** Unique, the best known name first: CVE, GHSA, then the rest as they come. */
export function bestFirst(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort((left, right) => rank(left) - rank(right))
}

function rank(id: string): number {
  if (id.startsWith('CVE-')) return 0
  return id.startsWith('GHSA-') ? 1 : 2
}

/** GHSA ids are lower case after their prefix, all others upper case. */
function canonical(id: string): string {
  return /^ghsa-/i.test(id) ? `GHSA-${id.slice(5).toLowerCase()}` : id.toUpperCase()
}
