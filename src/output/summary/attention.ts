import type { RunError, RunResult } from '../../run-result.js'
import { cutEnd } from '../cut-text.js'
import { count } from '../in-words.js'
import { code, prose } from '../markdown.js'
import { renderHint, renderLines } from './hint.js'
import type { Section } from './section.js'

/** More of them are not read; the log has them all. */
const ERRORS_SHOWN = 50
const TEXTS_SHOWN = 50
const TEXT_CHARS = 2000

/** What went wrong with what to do about it, then what is worth knowing. Nothing when there is nothing. */
export function attentionSections(result: RunResult): Section[] {
  return [
    ...errorsSection(result.errors),
    ...textsSection('What needs attention', result.warnings ?? []),
    ...textsSection('Worth knowing', result.notices),
  ]
}

function errorsSection(errors: readonly RunError[]): Section[] {
  if (errors.length === 0) return []
  const rows = errors.slice(0, ERRORS_SHOWN).map(errorRow)
  return [
    {
      head: '### What went wrong\n',
      rows,
      total: errors.length,
      more: (missing) => `${count(missing, 'more error')}: see the log of this step.`,
    },
  ]
}

function errorRow({ code: name, message, hint }: RunError): string {
  return `${code(name)}: ${prose(message, TEXT_CHARS)}\n${hint === undefined ? '' : `\n${renderHint(cutEnd(hint, TEXT_CHARS))}\n`}`
}

function textsSection(title: string, texts: readonly string[]): Section[] {
  if (texts.length === 0) return []
  const rows = texts.slice(0, TEXTS_SHOWN).map((text) => `- ${renderLines(cutEnd(text, TEXT_CHARS)).replaceAll('\n', '\n  ')}`)
  return [
    {
      head: `### ${title}\n`,
      rows,
      total: texts.length,
      more: (missing) => `${count(missing, 'more', 'more')}: see the log of this step.`,
    },
  ]
}
