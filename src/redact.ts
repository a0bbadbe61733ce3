/**
 * Takes out of a finding what must not leave the process: what a secret scanner found, credentials that anything else quotes, and
 * absolute paths of the machine. Done once, right after reading, so that nothing behind it ever sees them.
 */
import type { Finding, Location, Rule, Vulnerability, VulnerablePackage } from './finding.js'
import { redactKeyBlocks } from './redact/key-blocks.js'
import { createPathShortener } from './redact/machine-paths.js'
import { type Needles, needlesOf, redactSecrets, unlikeWords } from './redact/secrets.js'
import { redactTokens } from './redact/tokens.js'

export interface Redactor {
  /** The finding without secrets; its `secrets` are empty. */
  finding(finding: Finding): Finding
  /** For text that belongs to no finding, such as what a tool says about its run. */
  text(text: string): string
}

/** Changes one text. */
type Change = (text: string) => string

interface Changes {
  /** For what is written for people. */
  readonly prose: Change
  /** For paths, packages and links, which lead nowhere when a part is missing. */
  readonly name: Change
  /** For places that are no file of the repository. */
  readonly place: Change
}

/**
 * From these lengths on a secret is replaced also inside a word. A result's own text quotes the secret that it is about. A rule is
 * shared by many results, and the names of files and symbols must still lead to them.
 */
const GLUED_IN_TEXT = 8
const GLUED_IN_NAMES = 16

/** @param options.roots absolute directories of the checkout, on this machine and where else a scanner may have seen it */
export function createRedactor({ roots }: { roots: readonly string[] }): Redactor {
  const shorten = createPathShortener(roots)
  const text: Change = (value) => shorten(redactTokens(redactKeyBlocks(value)))
  const rules = new WeakMap<Rule, Rule>()
  const ruleOf = (rule: Rule): Rule => {
    const known = rules.get(rule)
    if (known !== undefined) return known
    const redacted = redactRule(rule, text)
    rules.set(rule, redacted)
    return redacted
  }
  const changes = (prose: Change, name: Change): Changes => ({ prose, name, place: (value) => shorten(name(value)) })
  const finding = (original: Finding): Finding => {
    const needles = needlesOf(original.secrets)
    const rule = ruleOf(original.rule)
    if (needles.length === 0) return redactFinding({ ...original, rule }, changes(text, redactTokens))
    const prose: Change = (value) => text(redactSecrets(value, needles, GLUED_IN_TEXT))
    const distinctive = unlikeWords(needles)
    const name: Change = (value) => redactTokens(redactSecrets(value, distinctive, GLUED_IN_NAMES))
    return redactFinding({ ...original, rule: withoutSecrets(rule, distinctive) }, changes(prose, name))
  }
  return { finding, text }
}

/** The id is the tool's, not the repository's. */
function redactRule(rule: Rule, text: Change): Rule {
  const texts = changed(rule, ['name', 'title', 'description', 'help', 'helpUrl'], text)
  const tags = rule.tags.map(text)
  return tags.every((tag, index) => tag === rule.tags[index]) ? texts : { ...texts, tags }
}

function withoutSecrets(rule: Rule, needles: Needles): Rule {
  return redactRule(rule, (value) => redactSecrets(value, needles, GLUED_IN_NAMES))
}

function redactFinding(finding: Finding, { prose, name, place }: Changes): Finding {
  const { location, otherLocations, vulnerability } = finding
  const at = (one: Location): Location => changed(changed(one, ['path'], name), ['logicalName', 'uri'], place)
  return {
    ...changed(changed(finding, ['message', 'title', 'remediation'], prose), ['image'], name),
    severity: changed(finding.severity, ['original'], prose),
    ...(location === undefined ? {} : { location: at(location) }),
    otherLocations: otherLocations.map(at),
    ...(vulnerability === undefined ? {} : { vulnerability: redactVulnerability(vulnerability, name) }),
    fingerprints: finding.fingerprints.map((fingerprint) => changed(fingerprint, ['value'], name)),
    requirements: finding.requirements.map(name),
    secrets: [],
  }
}

function redactVulnerability(vulnerability: Vulnerability, name: Change): Vulnerability {
  const { packages, urls, vendor } = vulnerability
  return {
    ...vulnerability,
    packages: packages.map((one) => redactPackage(one, name)),
    urls: urls.map(name),
    ...(vendor === undefined ? {} : { vendor: changed(vendor, ['name', 'url'], name) }),
  }
}

function redactPackage(one: VulnerablePackage, name: Change): VulnerablePackage {
  return changed(one, ['name', 'version', 'purl', 'path', 'fixedVersion'], name)
}

/** The same value with some of its texts changed; the value itself when no text changes. */
function changed<T extends object>(value: T, keys: readonly (keyof T)[], change: Change): T {
  const texts: Partial<Record<keyof T, string>> = {}
  let same = true
  for (const key of keys) {
    const before = value[key]
    if (typeof before !== 'string') continue
    const after = change(before)
    if (after === before) continue
    texts[key] = after
    same = false
  }
  return same ? value : { ...value, ...texts }
}
