import type { FindingView, GateCatch } from '../../run-result.js'
import { count, SEVERITY_WORDS } from '../in-words.js'
import { code, prose } from '../markdown.js'
import { oneLine } from '../safe-text.js'
import { TITLE_CHARS, whereabouts } from './findings.js'
import type { Section } from './section.js'

/** The findings that tripped a gate; nothing when none did. */
export function gateSection(gates: GateCatch | undefined): Section[] {
  if (gates === undefined || gates.count === 0) return []
  return [
    {
      head: `<details><summary>${count(gates.count, 'finding')} that tripped a gate</summary>\n`,
      rows: gates.findings.map(gateRow),
      total: gates.count,
      more: (missing) => `${count(missing, 'more', 'more')}: see the file that the output ${code('findings-file')} names.`,
      tail: '</details>',
    },
  ]
}

function gateRow(view: FindingView): string {
  return `- ${SEVERITY_WORDS[view.severity]}: ${prose(oneLine(view.title) || oneLine(view.ruleId), TITLE_CHARS)} · ${whereabouts(view)}`
}
