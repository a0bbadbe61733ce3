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

/** What to do holds policies to copy: cut, they are of no use. */
const HINT_CHARS = 6000

/** What went wrong, with what to do about it. A gate that tripped is told where its findings are. */
export function errorSections({ errors, gates }: RunResult): Section[] {
  return errorsSection((gates?.count ?? 0) === 0 ? errors : errors.filter(({ code: name }) => name !== 'GATE_FAILED'))
}

export function warningSections({ warnings = [] }: RunResult): Section[] {
  return textsSection('What needs attention', warnings)
}

export function noticeSections({ notices }: RunResult): Section[] {
  return textsSection('Worth knowing', notices)
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

function errorRow(error: RunError): string {
  const { code: name, hint } = error
  return `${code(name)}: ${renderMessage(error)}\n${hint === undefined ? '' : `\n${renderHint(cutEnd(hint, HINT_CHARS))}\n`}`
}

/** Of wrong inputs there is a list, each quoted on its one line; the lines of any other message may be somebody else's. */
function renderMessage({ code: name, message }: RunError): string {
  return name === 'INVALID_INPUT' ? renderLines(cutEnd(message, TEXT_CHARS)) : prose(message, TEXT_CHARS)
}

function textsSection(title: string, texts: readonly string[]): Section[] {
  if (texts.length === 0) return []
  const rows = texts.slice(0, TEXTS_SHOWN).map((text) => `- ${renderLines(cutEnd(text, HINT_CHARS)).replaceAll('\n', '\n  ')}`)
  return [
    {
      head: `### ${title}\n`,
      rows,
      total: texts.length,
      more: (missing) => `${count(missing, 'more', 'more')}: see the log of this step.`,
    },
  ]
}
