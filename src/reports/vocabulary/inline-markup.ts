/**
 * HTML tags, entities and bold type within a line of a scanner's text. Such a text speaks of code and of HTML as often as it is written in
 * it: what stands between backticks, in quotes or alone without its other half is spoken of and stays.
 */
export function withoutInlineMarkup(text: string): string {
  if (!/[<&*]/.test(text)) return text
  const html = evidenceOf(text)
  const parts = text.split(CODE)
  // With one group in the expression every other part is a piece of code.
  const plain = parts.map((part, index) => (index % 2 === 1 ? part : entities(withoutTags(part, html))))
  return plain.join('').replace(BOLD, '$1').replace(NOTICE, '$1 ')
}

/** Code between backticks, on one line. */
const CODE = /(`[^`\n]{1,2000}`)/

const TAG = /<(\/?)([a-z][a-z0-9]{0,9})((?:\s[^<>]*)?)\/?>/gi

/** Elements with two tags. */
const PAIRED = new Set(
  'a abbr b big blockquote caption center cite code dd del details dfn div dl dt em font h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre s samp section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var'.split(
    ' ',
  ),
)
/** Elements whose closing tag may be left out. */
const OPEN_ENDED = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th'])
const LONE = new Set(['br', 'hr'])
/** Elements that begin or end a line. */
const BREAKING = new Set('br hr p div li dd dt tr h1 h2 h3 h4 h5 h6 ul ol dl table section blockquote pre details summary'.split(' '))

/** Which elements a text uses, as against speaks of. */
interface HtmlEvidence {
  /** With an opening and a closing tag. */
  readonly paired: ReadonlySet<string>
  /** Found, or sent, by the scanner. */
  readonly payloads: ReadonlySet<string>
  /** There is some HTML for certain. */
  readonly certain: boolean
  /** How often each element is opened. */
  readonly opened: ReadonlyMap<string, number>
}

function evidenceOf(text: string): HtmlEvidence {
  const opened = new Map<string, number>()
  const closed = new Set<string>()
  const payloads = new Set<string>()
  for (const [, slash, name = '', attributes = ''] of text.matchAll(TAG)) {
    const key = name.toLowerCase()
    if (isPayload(attributes)) payloads.add(key)
    if (slash === '/') closed.add(key)
    else opened.set(key, (opened.get(key) ?? 0) + 1)
  }
  const paired = new Set([...closed].filter((name) => PAIRED.has(name) && opened.has(name) && !payloads.has(name)))
  return { paired, payloads, certain: paired.size > 0 || opened.has('br'), opened }
}

function withoutTags(text: string, html: HtmlEvidence): string {
  if (!text.includes('<')) return text
  return text.replace(TAG, (tag: string, slash: string, name: string, attributes: string, at: number) => {
    const key = name.toLowerCase()
    const spoken = html.payloads.has(key) || isSpokenOf(text, at, tag.length) || (slash === '' && isTypeArgument(text, at, name))
    const half = PAIRED.has(key) && isHalf(text, at, tag.length, slash === '/')
    if (spoken || !(half || isMarkup(key, slash === '/', attributes, html))) return tag
    return BREAKING.has(key) ? '\n' : ''
  })
}

function isMarkup(name: string, closing: boolean, attributes: string, { paired, certain, opened }: HtmlEvidence): boolean {
  if (LONE.has(name) || paired.has(name)) return true
  if (name === 'img') return certain && /\ssrc\s{0,3}=/i.test(attributes)
  return !closing && OPEN_ENDED.has(name) && (certain || (opened.get(name) ?? 0) > 1)
}

/** `<span>This …` and `… end.</span>`, whose other half was cut off: tags that are spoken of have a blank there. */
function isHalf(text: string, at: number, length: number, closing: boolean): boolean {
  const [before, after] = [text[at - 1] ?? ' ', text[at + length] ?? ' ']
  return closing ? /[\w.!?)]/.test(before) && /[\s<]/.test(after) : /[\s>]/.test(before) && /\w/.test(after)
}

/** `"<br>"`, `the <p> element`. */
function isSpokenOf(text: string, at: number, length: number): boolean {
  const before = text[at - 1] ?? ''
  const after = text.slice(at + length, at + length + 20)
  return (before !== '' && `'"`.includes(before) && after.startsWith(before)) || /^ (?:element|tag|attribute|node)s?\b/i.test(after)
}

/** Markup that a scanner found, or sent to find out whether it comes back. */
function isPayload(attributes: string): boolean {
  return /\bon[a-z]{3,20}\s{0,3}=|javascript:/i.test(attributes)
}

/** `Component<P>`. */
function isTypeArgument(text: string, at: number, name: string): boolean {
  return /^[A-Z]$/.test(name) && /\w/.test(text[at - 1] ?? '')
}

/** Bold type as people write it; `f(**a, **b)`, `2**3` and `src/**` are none. */
const BOLD = /(?<![\w*/\\.=)\]])\*\*(?=[^\s*])([^*\n]{1,2000})(?<![\s([{=,])\*\*(?![\w*/(])/g

/** `** DISPUTED **`, as the CVE list has it. */
const NOTICE = /\*\*( [A-Z][A-Z ]{2,40}) \*\*/g

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['amp', '&'],
  ['hellip', '…'],
  ['mdash', '—'],
  ['ndash', '–'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bull', '•'],
])

/** In one pass: `&amp;lt;` is the text `&lt;`. */
function entities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
    (entity: string, decimal?: string, hexadecimal?: string, name?: string) =>
      (name === undefined
        ? characterOf(Number.parseInt(hexadecimal ?? decimal ?? '', hexadecimal === undefined ? 10 : 16))
        : ENTITIES.get(name)) ?? entity,
  )
}

/** Control characters and halves of surrogate pairs are no text. */
function characterOf(point: number): string | undefined {
  if (point === 9 || point === 10 || point === 13) return point === 9 ? ' ' : '\n'
  if (point < 32 || (point > 126 && point < 160) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined
  return String.fromCodePoint(point)
}
