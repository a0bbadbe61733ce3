/** Which findings are about a secret or a hard-coded credential: what their texts quote may be one. */
import type { Finding, Rule } from '../finding.js'

/** `certain`: the finding is a credential. `likely`: something about credentials is wrong. */
export type Suspicion = 'certain' | 'likely'

/** Use of hard-coded credentials, password, cryptographic key. Source: cwe.mitre.org. */
const CREDENTIAL_CWES: ReadonlySet<string> = new Set(['CWE-259', 'CWE-321', 'CWE-798'])

/** Unprotected or plaintext storage of credentials, insufficiently protected ones, sensitive information in code, hard-coded constants. */
const NEAR_CWES: ReadonlySet<string> = new Set([
  'CWE-256',
  'CWE-257',
  'CWE-260',
  'CWE-312',
  'CWE-313',
  'CWE-522',
  'CWE-540',
  'CWE-547',
  'CWE-615',
])

/** Rules that find credentials in code, whatever tool has them. Separators in ids are blanks here. */
const HARD_CODED: readonly RegExp[] = [
  /hard ?coded?.{0,60}?(?:pass|pwd|secret|cred|key|token|pin|auth)/i,
  /(?:pass(?:word|wd|phrase)?|pwd|secrets?|cred(?:ential)?s?|keys?|tokens?).{0,30}?hard ?coded/i,
  /generic secrets|no (?:hardcoded )?(?:secrets?|credentials|passwords?)\b|no pattern match|secret ?lint/i,
  /(?:detected|found|leaked|exposed|embedded|hidden|plain ?text) .{0,60}?(?:secrets?|tokens?|api ?keys?|access ?keys?|private ?keys?|passwords?|credentials?)\b/i,
  /(?:secrets?|tokens?|api ?keys?|access ?keys?|private ?keys?|passwords?|credentials?) (?:detected|found|leaked|exposed|in (?:the )?(?:code|source|url|uri|env|file))/i,
  /(?:secrets?|tokens?|keys?|passwords?|credentials?) (?:disclosure|exposure|leak(?:age)?)\b/i,
  /potentially sensitive|sensitive (?:data|value|default|information)|high entropy/i,
]

const ABOUT_CREDENTIALS =
  /pass ?(?:word|wd|phrase|code)s?|\bpwd|secret|credential|\bcreds?\b|api ?keys?|token|(?:private|access|encryption|signing|ssh|account|storage|deploy|license) ?keys?\b/i

/** Ids of rules that find credentials in code, of tools whose reports may hold no other word of the rule. Separators are blanks here. */
const HARD_CODED_IDS = /^(?:CKV SECRET \d|(?:\w{1,20} )?(?:S2068|S6418|S6437|S6703|S6706|B10[567]|G101)$|HS LEAKS|general secrets)/i

/** A rule's texts are looked at up to here. In UTF-16 code units. */
const EXAMINED = 600

/** What a message says of a credential in the code, whatever the rule is called. */
const SAID =
  /hard-? ?coded?.{0,60}(?:pass|pwd|secret|cred|key|token)|(?:password|secret|credential|api key|token)s? (?:is|are|was) hard-? ?coded|(?:found|detected|leaked|exposed) (?:a |an )?(?:possible |potential )?(?:hard-? ?coded )?(?:password|secret|credential|api key|access key|private key)\b/i

/** What the words of a rule tell, whatever its results are. */
type RuleTopic = 'hard-coded' | 'credentials' | 'other'

/**
 * Answers `undefined` for the many findings that are about something else; an advisory about a package quotes nobody's secrets.
 * Rules are shared by many findings, and are looked at once.
 */
export function createSuspicion(): (finding: Finding) => Suspicion | undefined {
  const topics = new WeakMap<Rule, RuleTopic>()
  const topicOf = (rule: Rule): RuleTopic => {
    const topic = topics.get(rule) ?? ruleTopic(rule)
    topics.set(rule, topic)
    return topic
  }
  return ({ kind, cwes, rule, vulnerability, message }) => {
    if (kind === 'secret' || cwes.some((cwe) => CREDENTIAL_CWES.has(cwe))) return 'certain'
    if (kind === 'vulnerability' && vulnerability !== undefined && vulnerability.packages.length > 0) return undefined
    const topic = topicOf(rule)
    if (topic === 'hard-coded' || SAID.test(message.slice(0, EXAMINED))) return 'certain'
    // Settings of password policies and of stores for secrets quote the names of resources.
    if (topic === 'credentials') return kind === 'configuration' || kind === 'vulnerability' ? 'likely' : 'certain'
    return cwes.some((cwe) => NEAR_CWES.has(cwe)) ? 'likely' : undefined
  }
}

function ruleTopic({ id, name, title }: Rule): RuleTopic {
  const words = wordsOf([id, name, title].join(' '))
  if (HARD_CODED_IDS.test(words) || HARD_CODED.some((said) => said.test(words))) return 'hard-coded'
  return ABOUT_CREDENTIALS.test(words) ? 'credentials' : 'other'
}

/** `hardcodedPassword`, `hard-coded_password` and `Hard-coded password` alike. */
function wordsOf(text: string): string {
  return text
    .slice(0, EXAMINED)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_./:-]+/g, ' ')
}
