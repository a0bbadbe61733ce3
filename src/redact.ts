/**
 * Takes out of everything that is read what must not leave the process: what a secret scanner found, what any scanner says of a
 * hard-coded credential, credentials that anything else quotes, and absolute paths of the machine. Done once, right after reading, for
 * the readers of all formats alike, so that nothing behind it ever sees them.
 */
import type { Finding, Problem, Reading, ReportRun, Rule } from './finding.js'
import { LONGEST_TEXT } from './longest-text.js'
import { createSuspicion } from './redact/credential-findings.js'
import { type Changes, redactFields, redactRuleFields } from './redact/fields.js'
import { asRooted, createPathShortener } from './redact/machine-paths.js'
import { REDACTED } from './redact/mark.js'
import { markedValues } from './redact/marked-values.js'
import { type Needles, needlesOf, redactSecrets, unlikeWords } from './redact/secrets.js'
import { createSpeechRedactor, type Told } from './redact/speech.js'
import { asSeen, redactLink, redactName, redactText } from './redact/text.js'
import { isCredentialName } from './redact/vocabulary.js'

export interface Redactor {
  /** The finding without secrets; its `secrets` are empty, and nothing is `quoted`. */
  finding(finding: Finding): Finding
  /** What a report says of its tool, without secrets; its readings go through `reading`. */
  run(run: ReportRun): ReportRun
  reading(reading: Reading): Reading
  /** For text that belongs to no finding, such as what a tool says about its run. */
  text(text: string): string
  /** For names, such as those of files: they stay as they are but for credentials. */
  name(text: string): string
}

/** Changes one text. */
type Change = (text: string) => string

/**
 * From these lengths on a secret is replaced also inside a word. A result's own text quotes the secret that it is about. A rule is
 * shared by many results, and the names of files and symbols must still lead to them.
 */
const GLUED_IN_TEXT = 8
const GLUED_IN_NAMES = 16

/** @param options.roots absolute directories of the checkout, on this machine and where else a scanner may have seen it */
export function createRedactor({ roots }: { roots: readonly string[] }): Redactor {
  const shorten = createPathShortener(roots)
  const text: Change = (value) => asSeen(redactText(value), shorten)
  const plain: Changes = { prose: text, name: redactName, link: redactLink, place: (value) => text(asRooted(value)) }
  const ruleOf = remembered((rule) => redactRuleFields(rule, plain))
  const suspicionOf = createSuspicion()
  const speech = createSpeechRedactor()
  const redacted = (original: Finding): Finding => {
    const suspicion = suspicionOf(original)
    if (suspicion === undefined && original.secrets.length === 0) return redactFields({ ...original, rule: ruleOf(original.rule) }, plain)
    const told = suspicion === undefined ? { finding: original, values: [] } : speech(original, suspicion)
    return withoutSecrets(told, markedValues(original, suspicion === 'certain'), plain)
  }
  const finding = (original: Finding): Finding => {
    const { written, ...shown } = original
    if (written === undefined) return redacted(original)
    // Only hashed, and never with a secret in it either.
    const hashed = redacted({ ...shown, ...written }).message
    return { ...redacted(shown), written: { message: hashed, secrets: [] } }
  }
  const reading = (one: Reading): Reading =>
    'finding' in one ? { ...one, at: text(one.at), finding: finding(one.finding) } : withoutFinding(one, text)
  return { finding, text, name: redactName, reading, run: (run) => redactRun(run, { text, reading }) }
}

function withoutSecrets({ finding, values }: Told, secrets: readonly string[], plain: Changes): Finding {
  if (secrets.some(({ length }) => length > LONGEST_TEXT)) return withoutProse(finding, plain)
  const needles = needlesOf([...secrets, ...values])
  if (needles.length === 0) return redactFields({ ...finding, rule: redactRuleFields(finding.rule, plain) }, plain)
  const prose = without(needles, GLUED_IN_TEXT, plain.prose)
  const few = unlikeWords(needles).filter((needle) => !isCredentialName(needle))
  const names: Changes = {
    prose: without(few, GLUED_IN_NAMES, plain.prose),
    name: without(few, GLUED_IN_NAMES, plain.name),
    link: without(few, GLUED_IN_NAMES, plain.link),
    place: without(few, GLUED_IN_NAMES, plain.place),
  }
  const ids = without(needlesOf(values), GLUED_IN_TEXT, names.name)
  const rule = redactRuleFields(finding.rule, { ...names, name: ids })
  return redactFields({ ...finding, rule }, { ...names, prose })
}

/** Only the beginning of a secret of that length is known, and any other part of it may be quoted. */
function withoutProse(finding: Finding, plain: Changes): Finding {
  const changes = { ...plain, prose: () => REDACTED }
  return redactFields({ ...finding, rule: redactRuleFields(finding.rule, plain) }, changes)
}

function without(needles: Needles, glued: number, change: Change): Change {
  return (value) => change(asSeen(value, (seen) => redactSecrets(seen, needles, glued)))
}

/** A rule is shared by many findings. */
function remembered(change: (rule: Rule) => Rule): (rule: Rule) => Rule {
  const known = new WeakMap<Rule, Rule>()
  return (rule) => {
    const before = known.get(rule)
    if (before !== undefined) return before
    const changed = change(rule)
    known.set(rule, changed)
    return changed
  }
}

function withoutFinding(reading: Exclude<Reading, { finding: Finding }>, text: Change): Reading {
  const at = text(reading.at)
  return reading.verdict === 'unreadable' ? { ...reading, at, problem: redactProblem(reading.problem, text) } : { ...reading, at }
}

function redactProblem(problem: Problem, text: Change): Problem {
  return { ...problem, message: text(problem.message), ...(problem.at !== undefined && { at: text(problem.at) }) }
}

function redactRun(run: ReportRun, { text, reading }: Pick<Redactor, 'text' | 'reading'>): ReportRun {
  const { name, version, vendor } = run.tool
  return {
    ...run,
    tool: {
      name: text(name),
      ...(version !== undefined && { version: text(version) }),
      ...(vendor !== undefined && { vendor: text(vendor) }),
    },
    ...(run.category !== undefined && { category: text(run.category) }),
    complete: () => run.complete(),
    problems: () => run.problems().map((problem) => redactProblem(problem, text)),
    ...(run.partlyScanned !== undefined && { partlyScanned: run.partlyScanned.map(redactName) }),
    // As in the findings: by its name a package that was not audited is known among them.
    ...(run.partlyScannedPackages !== undefined && { partlyScannedPackages: run.partlyScannedPackages.map(redactName) }),
    ...(run.skippedRules !== undefined && { skippedRules: run.skippedRules.map(redactName) }),
    readings: () => ({ [Symbol.iterator]: () => redactReadings(run, reading) }),
  }
}

function* redactReadings(run: ReportRun, change: Redactor['reading']): Generator<Reading> {
  for (const reading of run.readings()) yield change(reading)
}
