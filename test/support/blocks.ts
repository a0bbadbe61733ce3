/** Pieces of text that a reader copies: YAML and JSON between sentences. */
import { workflowFaults } from './workflow.js'

/** A JSON value on its line. */
const JSON_LINE = /^\s*[{[]/
/** What YAML begins with: a list of mappings, or a key with something below it. */
const LIST = /^- [\w-]+:(\s|$)/
const KEY = /^[\w-]+:$/
const BELOW = /^\s+\S/

/** @returns what is wrong with the JSON and the YAML in a plain text, such as what to do about an error */
export function blockFaults(text: string): string[] {
  const lines = text.split('\n')
  const json = lines.filter((line) => JSON_LINE.test(line)).flatMap(jsonFaults)
  return [...json, ...yamlBlocks(lines).flatMap(workflowFaults)]
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
