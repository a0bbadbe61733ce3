/** Pieces of text that a reader copies: YAML and JSON between sentences. */
import { workflowFaults } from './workflow.js'

/** A JSON value on its line, or the first line of one that goes on to the line that closes it. */
const JSON_LINE = /^\s*[{[]/
const OPENING = /^[{[]$/
const CLOSING = /^[}\]]$/
/** What YAML begins with: a list of mappings, or a key with something below it. */
const LIST = /^- [\w-]+:(\s|$)/
const KEY = /^[\w-]+:$/
const BELOW = /^\s+\S/

/** @returns what is wrong with the JSON and the YAML in a plain text, such as what to do about an error */
export function blockFaults(text: string): string[] {
  return [...jsonBlocks(text).flatMap(jsonFaults), ...yamlBlocks(text.split('\n')).flatMap(workflowFaults)]
}

/** The JSON values of a plain text, each on one line or between two lines that hold nothing but its brackets. */
export function jsonBlocks(text: string): string[] {
  const blocks: string[] = []
  let open: string[] | undefined
  for (const line of text.split('\n')) {
    if (open !== undefined) open.push(line)
    else if (OPENING.test(line)) open = [line]
    else if (JSON_LINE.test(line)) blocks.push(line)
    if (open === undefined || !CLOSING.test(line)) continue
    blocks.push(open.join('\n'))
    open = undefined
  }
  return open === undefined ? blocks : [...blocks, open.join('\n')]
}

export function jsonFaults(text: string): string[] {
  try {
    JSON.parse(text)
    return []
  } catch (error) {
    return [`no JSON: ${String(error)}`]
  }
}

export function yamlBlocks(lines: readonly string[]): string[] {
  const blocks: string[][] = []
  let open: string[] | undefined
  for (const [index, line] of lines.entries()) {
    const begins = LIST.test(line) || (KEY.test(line) && BELOW.test(lines[index + 1] ?? ''))
    if (open !== undefined && BELOW.test(line)) open.push(line)
    else open = begins ? [line] : undefined
    if (begins && open !== undefined) blocks.push(open)
  }
  return blocks.map((block) => block.join('\n'))
}
