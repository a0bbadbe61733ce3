/** Plants text in every text field of a report, one kind of field at a time. */

/** A report with something planted, and where: `runs[].results[].message.text`. */
export interface Planted {
  readonly field: string
  readonly content: string
}

/** @param plant gives the text that stands instead of a field's own */
export function* plantedIn(content: string, plant: (text: string) => string): Generator<Planted> {
  if (content.trimStart().startsWith('<')) yield* plantedInXml(content, plant)
  else yield* plantedInJson(content, plant)
}

function* plantedInJson(content: string, plant: (text: string) => string): Generator<Planted> {
  const { documents, write } = parse(content)
  const fields = new Set(documents.flatMap((document) => [...fieldsOf(document, '')]))
  for (const field of fields) yield { field, content: write(documents.map((document) => replaced(document, '', field, plant))) }
}

/** One document, or several one after the other. */
function parse(content: string): { documents: readonly unknown[]; write(documents: readonly unknown[]): string } {
  try {
    return { documents: [JSON.parse(content)], write: ([document]) => JSON.stringify(document) }
  } catch {
    const separator = content.includes('\0') ? '\0' : '\n'
    const documents = JSON.parse(`[${content.replace(/\}\s*[\n\0]\s*\{/g, '},{').replace(/\0\s*$/, '')}]`) as unknown[]
    return { documents, write: (all) => all.map((one) => JSON.stringify(one)).join(separator) }
  }
}

/** Names of files can be keys. */
const isName = (key: string) => /[./]/.test(key)

function* fieldsOf(value: unknown, at: string): Generator<string> {
  if (typeof value === 'string') yield at
  else if (Array.isArray(value)) for (const item of value) yield* fieldsOf(item, `${at}[]`)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (isName(key)) yield `${at}.?`
      yield* fieldsOf(member, `${at}.${isName(key) ? '*' : key}`)
    }
  }
}

function replaced(value: unknown, at: string, field: string, plant: (text: string) => string): unknown {
  if (typeof value === 'string') return at === field ? plant(value) : value
  if (Array.isArray(value)) return value.map((item) => replaced(item, `${at}[]`, field, plant))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => {
    const name = isName(key) && field === `${at}.?` ? plant(key) : key
    return [name, replaced(member, `${at}.${isName(key) ? '*' : key}`, field, plant)]
  })
  return Object.fromEntries(entries)
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['"', '&quot;'],
])

function* plantedInXml(content: string, plant: (text: string) => string): Generator<Planted> {
  const put = (text: string) => text + plant('').replace(/[&<"]/g, (sign) => ESCAPES.get(sign) ?? sign)
  const elements = new Set(Array.from(content.matchAll(/<([\w:.-]+)(?:\s[^<>]*)?>[^<>]*\S[^<>]*<\/\1>/g), ([, name]) => name))
  for (const name of elements) {
    const pattern = new RegExp(`(<${name}(?:\\s[^<>]*)?>)([^<>]*\\S[^<>]*)(</${name}>)`, 'g')
    yield {
      field: `<${name}>`,
      content: content.replace(pattern, (_, open: string, text: string, close: string) => open + put(text) + close),
    }
  }
  const attributes = new Set(Array.from(content.matchAll(/\s([\w:.-]+)="[^"]*"/g), ([, name]) => name))
  for (const name of attributes) {
    if (/^(?:xmlns|version|encoding|xsi)/.test(name ?? '')) continue
    yield {
      field: `@${name}`,
      content: content.replace(
        new RegExp(`(\\s${name}=")([^"]*)(")`, 'g'),
        (_, open: string, text: string, close: string) => open + put(text) + close,
      ),
    }
  }
}
