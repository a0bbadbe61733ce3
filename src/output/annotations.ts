/** What GitHub shows on the changed lines and on the run's page, within the runner's limits. Pure: choosing and wording, no printing. */
import type { FindingView, RunResult } from '../run-result.js'
import { ANNOTATION_LEVELS, ANNOTATIONS_PER_LEVEL, type AnnotationLevel, levelOf } from './annotation-level.js'
import { cutEnd } from './cut-text.js'
import { count, isImported, reportersInWords, SEVERITY_WORDS, STATE_WORDS } from './in-words.js'
import { forCommandData, forCommandProperty, oneLine, safeUrl, visibleText } from './safe-text.js'

/** The tenth error is `setFailed`'s. */
const SLOTS: Readonly<Record<AnnotationLevel, number>> = {
  error: ANNOTATIONS_PER_LEVEL - 1,
  warning: ANNOTATIONS_PER_LEVEL,
  notice: ANNOTATIONS_PER_LEVEL,
}

/** The run's own warnings and notices never take more than this many of a level's slots: the findings are what people came for. */
const OWN_SLOTS = 5

/** UTF-16 units; the runner cuts what is longer. actions/runner, ExecutionContext.cs `_maxIssueMessageLength`. */
export const MESSAGE_CHARS = 4096

/** Characters of an annotation's title in the Checks API, where annotations end up. docs.github.com, REST API, "Update a check run". */
const TITLE_CHARS = 255

/** So that neither drives the other or the address out of the message. */
const TEXT_CHARS = 2000
const REMEDIATION_CHARS = 1000
const RULE_CHARS = 200

/** As `@actions/core` takes them. Columns are 1-based and inclusive, and there are none where more than one line is marked. */
export interface AnnotationProperties {
  readonly title?: string
  readonly file?: string
  readonly startLine?: number
  readonly endLine?: number
  readonly startColumn?: number
  readonly endColumn?: number
}

export interface Annotation {
  readonly command: AnnotationLevel
  readonly properties: AnnotationProperties
  /** At most `MESSAGE_CHARS`, never blank: the runner makes no annotation of a blank one. */
  readonly message: string
}

export interface AnnotationOptions {
  /** How many of each level the step has already issued. */
  readonly issued: Readonly<Record<AnnotationLevel, number>>
  /** Whether there will be a job summary to point to. */
  readonly summary: boolean
}

/**
 * Errors first, then warnings, then notices; within a level the run's own before the findings.
 * Where findings are left out, the level's last annotation says how many and where they are to be seen.
 */
export function toAnnotations(result: RunResult, options: AnnotationOptions): Annotation[] {
  const own: Record<AnnotationLevel, readonly string[]> = { error: [], warning: result.warnings ?? [], notice: result.notices }
  const levels = ANNOTATION_LEVELS.map((level) => {
    const slots = Math.max(0, SLOTS[level] - options.issued[level])
    const told = ownAnnotations(level, own[level], Math.min(slots, OWN_SLOTS), options)
    return { level, told, left: slots - told.length }
  })
  // The console's address is long, and it is the same in each level.
  const first = levels.find(({ level, left }) => left > 0 && result.annotatable[level] > left)?.level
  return levels.flatMap(({ level, told, left }) => [
    ...told,
    ...findingAnnotations(level, result, left, { ...options, console: level === first }),
  ])
}

function ownAnnotations(level: AnnotationLevel, texts: readonly string[], slots: number, options: AnnotationOptions): Annotation[] {
  return withinSlots(texts, texts.length, slots).map((entry) =>
    typeof entry === 'number'
      ? annotation(level, {}, `${count(entry, `more ${level}`)}: see ${options.summary ? 'the job summary or ' : ''}the log of this step.`)
      : annotation(level, {}, entry.item),
  )
}

interface FindingOptions extends AnnotationOptions {
  /** Whether this level says where the console is. */
  readonly console: boolean
}

function findingAnnotations(level: AnnotationLevel, result: RunResult, slots: number, options: FindingOptions): Annotation[] {
  const views = result.annotations.filter((view) => levelOf(view.severity) === level)
  return withinSlots(views, result.annotatable[level], slots).map((entry) =>
    typeof entry === 'number' ? annotation(level, {}, moreFindings(entry, result, options)) : findingAnnotation(level, entry.item),
  )
}

/** The items that have a slot; where they cannot all have one, the last slot is a number: how many have none. */
function withinSlots<T>(items: readonly T[], total: number, slots: number): (number | { readonly item: T })[] {
  if (slots === 0 || total === 0) return []
  const shown = total <= slots ? items : items.slice(0, slots - 1)
  const entries = shown.map((item) => ({ item }))
  return shown.length < total ? [...entries, total - shown.length] : entries
}

function moreFindings(number: number, result: RunResult, options: FindingOptions): string {
  const places = [
    ...(options.summary ? [`the job summary: ${result.runUrl}`] : []),
    ...(result.securityHubUrl === undefined || !isImported(result) || !options.console ? [] : [`Security Hub: ${result.securityHubUrl}`]),
    'all of them: the file that the output findings-file names',
  ]
  return [
    `${count(number, 'more finding')} of this level ${number === 1 ? 'is' : 'are'} not annotated. Where to see them:`,
    ...places,
  ].join('\n')
}

function findingAnnotation(level: AnnotationLevel, view: FindingView): Annotation {
  const title = forCommandProperty(`${SEVERITY_WORDS[view.severity]}: ${view.title || view.ruleId}`, TITLE_CHARS)
  return annotation(level, { title, ...placeOf(view) }, findingMessage(view))
}

/** On a line only where the file is in the checkout: GitHub would show the path of any other as if it were. */
function placeOf(view: FindingView): AnnotationProperties {
  if (view.path === undefined || !view.fileExists) return {}
  if (view.startLine === undefined) return { file: view.path }
  const endLine = Math.max(view.startLine, view.endLine ?? view.startLine)
  return { file: view.path, startLine: view.startLine, endLine, ...(endLine === view.startLine ? columnsOf(view) : {}) }
}

/** SARIF's end column is exclusive, GitHub's is inclusive. The runner drops both columns where the end lies before the start. */
function columnsOf(view: FindingView): AnnotationProperties {
  if (view.startColumn === undefined) return {}
  if (view.endColumn === undefined) return { startColumn: view.startColumn }
  return { startColumn: view.startColumn, endColumn: Math.max(view.startColumn, view.endColumn - 1) }
}

/** Where a run has compared: whether the change brought it. */
function stateOf({ state }: FindingView): string[] {
  return state === 'new' || state === 'reopened' ? [STATE_WORDS[state]] : []
}

function findingMessage(view: FindingView): string {
  const links = [view.remediationUrl, view.helpUrl].map((link) => (link === undefined ? undefined : safeUrl(link)))
  const text = visibleText(view.message).trim() || view.title || view.ruleId
  return [
    cutEnd(text, TEXT_CHARS),
    '',
    ...(view.fileExists ? [] : whereElse(view)),
    [...stateOf(view), `Rule: ${cutEnd(oneLine(view.ruleId), RULE_CHARS)} (${cutEnd(oneLine(view.tool), RULE_CHARS)})`].join('. '),
    ...(view.reporters === undefined ? [] : [`Found by: ${cutEnd(oneLine(reportersInWords(view)), RULE_CHARS)}`]),
    ...(view.owners === undefined ? [] : [`Owner: ${cutEnd(oneLine(view.owners), RULE_CHARS)}`]),
    ...(view.remediation === undefined ? [] : [`Fix: ${cutEnd(oneLine(view.remediation), REMEDIATION_CHARS)}`]),
    ...links.flatMap((url) => (url === undefined ? [] : [`Help: ${url}`])),
  ].join('\n')
}

function whereElse(view: FindingView): string[] {
  const place = view.path ?? view.place
  if (place === undefined) return []
  return [`In: ${oneLine(place)}${view.startLine === undefined ? '' : `:${view.startLine}`}`]
}

function annotation(command: AnnotationLevel, properties: AnnotationProperties, text: string): Annotation {
  return { command, properties, message: cutEnd(forCommandData(text), MESSAGE_CHARS) }
}
