/** What the action writes into the step's log. Whatever text it is given, the runner finds no command in it but the intended ones. */
import * as core from '@actions/core'
import type { AnnotationLevel } from './annotation-level.js'
import type { Annotation } from './annotations.js'
import { forCommandData, forLog, forLogLines } from './safe-text.js'

export interface Log {
  /** A line, or several when the text has several. */
  info(text: string): void
  /** Shown only when the run has debug logging on. */
  debug(text: string): void
  /** An annotation without a place; one of the ten that the runner passes on. */
  warning(text: string): void
  /** Opens a group for what is written from now on, and closes the one before. */
  begin(title: string): void
  /** Closes the group that is open, if one is. */
  end(): void
  /** Lines that fold under a title. Nothing at all when there are none. */
  group(title: string, lines: readonly string[]): void
  annotate(annotation: Annotation): void
  /** How many annotations of each level went out, `warning`'s included. */
  issued(): Readonly<Record<AnnotationLevel, number>>
}

const ISSUE: Readonly<Record<AnnotationLevel, typeof core.error>> = { error: core.error, warning: core.warning, notice: core.notice }

/** The log of a workflow step, over the toolkit's commands, which escape what a command's data and properties must not hold. */
export function createLog(): Log {
  const issued: Record<AnnotationLevel, number> = { error: 0, warning: 0, notice: 0 }
  let open = false
  const end = () => {
    if (open) core.endGroup()
    open = false
  }
  const begin = (title: string) => {
    end()
    core.startGroup(forLog(title))
    open = true
  }
  const annotate: Log['annotate'] = ({ command, properties, message }) => {
    issued[command] += 1
    ISSUE[command](message, properties)
  }
  return {
    info: printLines,
    debug: (text) => core.debug(forCommandData(text)),
    warning: (text) => annotate({ command: 'warning', properties: {}, message: forCommandData(text) }),
    begin,
    end,
    group(title, lines) {
      if (lines.length === 0) return
      begin(title)
      lines.forEach(printLines)
      end()
    },
    annotate,
    issued: () => ({ ...issued }),
  }
}

function printLines(text: string): void {
  for (const line of forLogLines(text)) core.info(line)
}
