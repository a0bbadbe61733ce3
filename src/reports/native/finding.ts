import type { Finding, FindingKind, Location, Rule, StatedSeverity, ToolFingerprint, Vulnerability } from '../../finding.js'
import { beginningOf } from '../vocabulary/beginning.js'
import { sortedCwes } from '../vocabulary/cwes.js'
import { httpUrl } from '../vocabulary/http-url.js'
import { imageReference } from '../vocabulary/image-name.js'
import { asText } from '../vocabulary/json.js'
import { isMalware, withMalwareGrade } from '../vocabulary/malware.js'
import { oneLine, plainText } from '../vocabulary/plain-text.js'
import { stated } from '../vocabulary/stated.js'
import { upgradeText } from '../vocabulary/upgrade.js'

/** Longer texts of a rule say nothing more to people, and every one of them is looked through for secrets. In UTF-16 code units. */
const LONGEST_TEXT = 8000

/** What is known of a rule. Texts may be Markdown or HTML and may be `undefined` or no texts at all. */
export interface RuleFacts {
  /** Full id as the tool writes it. */
  readonly id: string
  readonly name?: unknown
  /** One line. */
  readonly title?: unknown
  readonly description?: unknown
  /** What to do about it in general. */
  readonly help?: unknown
  /** The first http(s) address of these. */
  readonly helpUrl?: unknown
  readonly tags?: readonly string[]
  /** Ids that the same rule has in other versions or settings of the tool. */
  readonly aliases?: readonly string[]
}

/** What is known of a finding. What is `undefined`, empty or of the wrong kind is left out. */
export interface FindingFacts {
  readonly kind: FindingKind
  readonly rule: RuleFacts
  readonly severity: StatedSeverity
  /** What happened here. Without it the rule's own words are taken. */
  readonly message?: unknown
  /** A better first line than the rule's title. Found by itself for a vulnerability of a package. */
  readonly title?: string | undefined
  readonly location?: Location | undefined
  readonly otherLocations?: readonly (Location | undefined)[]
  /** As `cwesOf` gives them. */
  readonly cwes?: readonly string[]
  readonly vulnerability?: Vulnerability | undefined
  /** The tool's own kind of the advisory, where it has one for malware. */
  readonly advisoryKind?: unknown
  /** The fix of this very finding. Without it `Upgrade …` is said of a package that has a fixed version. */
  readonly remediation?: unknown
  /** 0..100. */
  readonly confidence?: number | undefined
  /** The tool's own fingerprint of the finding: nothing that changes with the line, the commit or the time. */
  readonly fingerprints?: readonly { readonly name: string; readonly value: unknown }[]
  /** Since when the problem exists: any time that `Date` can read. */
  readonly firstSeen?: unknown
  readonly requirements?: readonly string[]
  readonly image?: string | undefined
  /** Digest of the image's layer that brings it. */
  readonly layer?: unknown
  /** What the image is built on. */
  readonly baseImage?: unknown
  /** Everything in the entry that is or may hold a secret. Nothing else of the finding may hold it. */
  readonly secrets?: readonly unknown[]
  /** Code that the tool quotes, whatever the finding is about. */
  readonly quoted?: readonly unknown[]
}

/** The finding: plain text, links that lead somewhere, nothing empty. */
export function findingOf(facts: FindingFacts): Finding {
  const rule = ruleOf(facts.rule)
  const title = facts.title ?? advisoryTitle(facts.vulnerability)
  const remediation = proseOf(facts.remediation) ?? upgradeText(facts.vulnerability?.packages ?? [])
  const firstSeen = timeOf(facts.firstSeen)
  const { kind, location, vulnerability, confidence } = facts
  const malware = isMalware({ ...facts, names: namesOf(facts) })
  const image = imageReference(facts.image)
  return {
    kind,
    rule,
    severity: withMalwareGrade(facts.severity, malware),
    message: proseOf(facts.message) ?? rule.title ?? rule.description ?? affected(vulnerability) ?? rule.name ?? rule.id,
    ...(title !== undefined && { title }),
    ...(location !== undefined && { location }),
    otherLocations: facts.otherLocations?.filter((place) => place !== undefined) ?? [],
    cwes: sortedCwes(facts.cwes ?? []),
    ...(vulnerability !== undefined && { vulnerability }),
    ...(malware && { malware }),
    ...(remediation !== undefined && { remediation }),
    ...(confidence !== undefined && { confidence }),
    fingerprints: fingerprintsOf(facts),
    ...(firstSeen !== undefined && { firstSeen }),
    requirements: facts.requirements ?? [],
    ...(image !== undefined && { image }),
    ...imageParts(facts),
    secrets: textsIn(facts.secrets),
    ...(facts.quoted !== undefined && { quoted: textsIn(facts.quoted) }),
  }
}

/** Forms that tell nothing of the package name the advisory in the rule alone. */
function namesOf({ rule, vulnerability }: FindingFacts): readonly string[] {
  return [rule.id, ...(vulnerability === undefined ? [] : [vulnerability.id, ...vulnerability.related])]
}

function imageParts(facts: FindingFacts): Pick<Finding, 'layer' | 'baseImage'> {
  const [layer, baseImage] = [stated(facts.layer), stated(facts.baseImage)]
  return { ...(layer !== undefined && { layer }), ...(baseImage !== undefined && { baseImage }) }
}

function textsIn(values: readonly unknown[] = []): readonly string[] {
  return values.map(asText).filter((text) => text !== undefined)
}

/** Markup as plain text, cut at a length that nobody reads to. */
function proseOf(value: unknown): string | undefined {
  const text = asText(value)
  return text === undefined ? undefined : asText(plainText(beginningOf(text, LONGEST_TEXT)))
}

function ruleOf(facts: RuleFacts): Rule {
  const { id, tags = [] } = facts
  const name = asText(facts.name)
  const title = proseOf(facts.title)
  const description = proseOf(facts.description)
  const help = proseOf(facts.help)
  const helpUrl = [facts.helpUrl]
    .flat()
    .map(httpUrl)
    .find((url) => url !== undefined)
  return {
    id,
    ...(name !== undefined && name !== id && { name }),
    ...(title !== undefined && { title: oneLine(title) }),
    ...(description !== undefined && description !== title && { description }),
    ...(help !== undefined && help !== description && { help }),
    ...(helpUrl !== undefined && { helpUrl }),
    tags: [...new Set(tags)],
    ...(facts.aliases !== undefined && facts.aliases.length > 0 && { aliases: facts.aliases }),
  }
}

/** `CVE-2024-1234 in lodash 4.17.20`; `undefined` without a package to say it of. */
export function advisoryTitle(vulnerability: Vulnerability | undefined): string | undefined {
  const [first, ...others] = vulnerability?.packages ?? []
  if (vulnerability === undefined || first === undefined) return undefined
  const named = first.version === undefined ? first.name : `${first.name} ${first.version}`
  return `${vulnerability.id} in ${named}${others.length === 0 ? '' : ` and ${others.length} more`}`
}

/** What there is to say of an advisory without a word of its own. */
function affected(vulnerability: Vulnerability | undefined): string | undefined {
  const [first] = vulnerability?.packages ?? []
  if (vulnerability === undefined || first === undefined) return undefined
  return `${first.name} ${first.version ?? ''}`.trim().concat(` is affected by ${vulnerability.id}.`)
}

function fingerprintsOf({ fingerprints = [] }: FindingFacts): readonly ToolFingerprint[] {
  return fingerprints.flatMap(({ name, value }) => {
    const text = asText(value)
    return text === undefined ? [] : [{ name, value: text }]
  })
}

/** In the common form; what is before 1970 is a placeholder (`0001-01-01T00:00:00Z`). */
function timeOf(value: unknown): string | undefined {
  const text = asText(value)
  const time = text === undefined || !/^\d{4}-\d{2}-\d{2}/.test(text) ? Number.NaN : Date.parse(text)
  return time > 0 ? new Date(time).toISOString() : undefined
}
