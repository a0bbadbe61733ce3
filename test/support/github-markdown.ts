/** What GitHub makes of Markdown: GFM to HTML by micromark, the HTML as a browser reads it by parse5, then what GitHub's own linkers find in the text. */
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

export interface Rendered {
  /** Every element in document order, as `tag` or `tag attribute="value"`. */
  readonly elements: readonly string[]
  /** All text, one after the other. */
  readonly text: string
  /** What GitHub would turn into a mention, a reference, an emoji or a formula after rendering. */
  readonly linked: readonly string[]
  readonly comments: number
}

export function render(markdown: string): Rendered {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  const nodes = [...walk(parseFragment(html))]
  const texts = nodes.filter(({ node }) => node.nodeName === '#text')
  return {
    elements: nodes.flatMap(({ node }) => ('tagName' in node ? [describe(node)] : [])),
    text: texts.map(({ node }) => textOf(node)).join(''),
    linked: texts.filter(({ literal }) => !literal).flatMap(({ node }) => linkedIn(textOf(node))),
    comments: nodes.filter(({ node }) => node.nodeName === '#comment').length,
  }
}

/** The elements of a kind: `elementsOf(rendered, 'a')`. */
export function elementsOf(rendered: Rendered, tag: string): string[] {
  return rendered.elements.filter((element) => element === tag || element.startsWith(`${tag} `))
}

interface Visited {
  readonly node: Node
  /** Within an element whose text GitHub's linkers leave alone. */
  readonly literal: boolean
}

const LITERAL = new Set(['code', 'pre', 'a'])

function* walk(node: Node, literal = false): Generator<Visited> {
  yield { node, literal }
  const inside = literal || ('tagName' in node && LITERAL.has(node.tagName))
  for (const child of 'childNodes' in node ? node.childNodes : []) yield* walk(child, inside)
}

function describe(element: Element): string {
  return [element.tagName, ...element.attrs.map(({ name, value }) => `${name}="${value}"`)].join(' ')
}

function textOf(node: Node): string {
  return 'value' in node ? node.value : ''
}

/** Mentions, issue references, emoji, formulas. Stricter than GitHub, which also asks whether the user, the issue or the emoji exists. */
function linkedIn(text: string): string[] {
  const patterns = [/@[a-z\d]/gi, /#\d/g, /\bGH-\d/gi, /:[\w+-]+:/g, /\$\S[^$]*\$/g]
  return patterns.flatMap((pattern) => text.match(pattern) ?? [])
}
