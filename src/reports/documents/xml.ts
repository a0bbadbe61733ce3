import { XmlElement as ParsedElement, parseXml, XmlError } from '@rgrove/parse-xml'
import { UserError } from '../../errors.js'
import { excerpt } from '../vocabulary/excerpt.js'
import { MAX_DEPTH } from './json-scan.js'

/** An element of an XML report. Names are without their namespace prefix: reports use one vocabulary. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly in it, CDATA included, trimmed. */
  readonly text: string
}

/**
 * Parses XML 1.0. Document types are skipped: an entity that one declares is an error, so nothing is ever expanded or fetched.
 * @throws UserError REPORT_NOT_JSON when it is not well-formed, REPORT_UNREADABLE when it nests deeper than MAX_DEPTH
 */
export function parseReportXml(text: string): XmlElement {
  const root = parsed(text)
  return convert(root, 1)
}

export function isXmlElement(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && 'attributes' in value && value.attributes instanceof Map
}

/** The first child of a name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The text of the first child of a name, when it says something. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text || undefined
}

function parsed(text: string): ParsedElement {
  try {
    const { root } = parseXml(text)
    if (root !== null) return root
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep()
    if (error instanceof XmlError) throw malformed(error)
    throw error
  }
  throw new UserError('REPORT_NOT_JSON', 'the XML has no root element', { hint: 'Check the step that writes the report.' })
}

function convert(element: ParsedElement, depth: number): XmlElement {
  if (depth > MAX_DEPTH) throw tooDeep()
  const children: XmlElement[] = []
  let text = ''
  for (const node of element.children) {
    if (node instanceof ParsedElement) children.push(convert(node, depth + 1))
    else if ('text' in node) text += node.text
  }
  return {
    name: localName(element.name),
    attributes: new Map(Object.entries(element.attributes).map(([name, value]) => [localName(name), value])),
    children,
    text: text.trim(),
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function malformed(error: XmlError): UserError {
  const [reason = ''] = error.message.split('\n', 1)
  return new UserError('REPORT_NOT_JSON', `this is neither JSON nor well-formed XML at line ${error.line}: ${excerpt(reason)}`, {
    hint: 'Check the step that writes the report; text it prints must not go into the file. A web page is no report.',
    cause: error,
  })
}

function tooDeep(): UserError {
  return new UserError('REPORT_UNREADABLE', `the XML nests deeper than ${MAX_DEPTH} levels`, {
    hint: 'No report of a scanner does. Check what the step before writes into the file.',
  })
}
