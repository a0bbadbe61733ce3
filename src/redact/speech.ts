/** Takes the value of a credential out of what a finding says of it, and tells the value, so that it can be taken out of everything else. */
import type { Finding, Rule } from '../finding.js'
import type { Suspicion } from './credential-findings.js'
import { REDACTED } from './mark.js'
import { merged, withoutRanges } from './ranges.js'
import type { Saying } from './saying.js'
import { spokenIn } from './spoken-values.js'
import { isCredentialName, isVocabulary } from './vocabulary.js'

export interface Told {
  readonly finding: Finding
  /** What was taken out. */
  readonly values: readonly string[]
}

/** Shorter values are not looked for elsewhere. */
const SHORTEST = 4

/** Rules are shared by many findings, and are looked through once. */
export function createSpeechRedactor(): (finding: Finding, suspicion: Suspicion) => Told {
  const rules = { certain: new WeakMap<Rule, ToldRule>(), likely: new WeakMap<Rule, ToldRule>() }
  return (finding, suspicion) => {
    const speech: Saying = { certain: suspicion === 'certain', names: namesOf(finding) }
    const known = rules[suspicion].get(finding.rule)
    const rule = known ?? toldRule(finding.rule, speech)
    if (known === undefined) rules[suspicion].set(finding.rule, rule)
    const values = new Set(rule.values)
    const say = (text: string) => said(text, speech, values)
    const { title, remediation, message, severity } = finding
    const changed = {
      ...finding,
      rule: rule.rule,
      message: say(message),
      severity: { ...severity, original: say(severity.original) },
      ...(title !== undefined && { title: say(title) }),
      ...(remediation !== undefined && { remediation: said(remediation, { ...speech, certain: false, strict: speech.certain }, values) }),
    }
    return { finding: changed, values: [...values] }
  }
}

interface ToldRule {
  readonly rule: Rule
  readonly values: readonly string[]
}

function toldRule(rule: Rule, speech: Saying): ToldRule {
  const values = new Set<string>()
  const say = (text: string) => said(text, speech, values)
  // Explanations are long and full of words that are no secret.
  const explain = (text: string) => said(text, { ...speech, certain: false }, values)
  const { name, title, description, help, helpUrl } = rule
  const changed: Rule = {
    ...rule,
    id: ruleId(rule.id, say),
    ...(name !== undefined && { name: ruleId(name, say) }),
    ...(title !== undefined && { title: say(title) }),
    ...(description !== undefined && { description: explain(description) }),
    ...(help !== undefined && { help: explain(help) }),
    ...(helpUrl !== undefined && { helpUrl: withoutQuotation(helpUrl) }),
    tags: rule.tags.map((tag) => ruleId(tag, say)),
  }
  return { rule: changed, values: [...values] }
}

/** An id that is a sentence is one that a reader made of the tool's words; in others the value stands behind a sign, with a digit. */
function ruleId(id: string, say: (text: string) => string): string {
  if (/\s/.test(id)) return say(id)
  const at = Math.max(id.lastIndexOf('='), id.lastIndexOf(':'))
  const tail = id.slice(at + 1)
  const isCode = /^[A-Za-z]{0,8}[-_]?\d{1,10}$/.test(tail) || !/\d/.test(tail) || isVocabulary(tail)
  return at === -1 || (isCode && id.charAt(at) === ':') || isCredentialName(tail) ? id : `${id.slice(0, at + 1)}${REDACTED}`
}

/** An address ends where a quotation begins, encoded or not. */
function withoutQuotation(url: string): string {
  const at = url.search(/[\s"'`<>]|%2[027]|%3[CE]|%60/i)
  return at === -1 ? url : url.slice(0, at)
}

function said(text: string, speech: Saying, values: Set<string>): string {
  const ranges = merged(spokenIn(text, speech))
  if (ranges.length === 0) return text
  for (const { start, end } of ranges) {
    const value = text.slice(start, end).trim()
    if (value.length >= SHORTEST && !isVocabulary(value) && !isCredentialName(value)) values.add(value)
  }
  return withoutRanges(text, ranges)
}

/** What may be told: the path, the name of the file, the rule. */
function namesOf({ location, otherLocations, rule }: Finding): ReadonlySet<string> {
  // An id of several words is no secret.
  const id = /^[A-Za-z]{2,30}(?:[._/-][A-Za-z]{2,30}){1,12}$/.test(rule.id) ? [rule.id] : []
  const paths = [location, ...otherLocations.slice(0, 20)].flatMap((one) => (one?.path === undefined ? [] : [one.path]))
  return new Set([...id, ...paths.flatMap((path) => [path, path.split('/').at(-1) ?? path])])
}
