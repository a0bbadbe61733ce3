/**
 * Text as a reader sees it, so that a secret is known again whatever its characters are written as: without characters that nobody sees,
 * without tags inside of words, with entities, percent-encoded characters and escaped punctuation resolved.
 */

/** Zero-width and bidirectional characters, fillers, soft hyphens, variation selectors, tag characters. Source: Unicode, Default_Ignorable_Code_Point. */
const HIDDEN =
  /\u034f|[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u200d|\u180b|\u180c|\u180d|\u17b4|\u17b5|\u115f|\u1160|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu

/** Any of what is resolved below. A text without it stays as it is. */
const HINT = /[^\n\r\t -~\u00c0-\u024f]|&(?:#|[A-Za-z]{2,8};)|\\[^A-Za-z0-9\s]|%[2-7][0-9A-Fa-f]|<[/!A-Za-z]/

/** Tags that can stand inside of a word. */
const INLINE_TAG = /<\/?(?:b|i|u|em|strong|code|tt|span|wbr|mark|kbd)\s{0,3}\/?>|<!--[^<>]{0,40}-->/gi

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g

/** The names of what credentials and their surroundings are made of. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['shy', ''],
  ['zwj', ''],
  ['zwnj', ''],
  ['lowbar', '_'],
  ['hyphen', '-'],
  ['dash', '-'],
  ['period', '.'],
  ['colon', ':'],
  ['equals', '='],
  ['sol', '/'],
  ['plus', '+'],
  ['commat', '@'],
  ['semi', ';'],
  ['quest', '?'],
  ['bsol', '\\'],
])

/** Escaped in an escaped text, as JSON in Markdown: more layers are not looked through. */
const MAX_LAYERS = 3

/** @returns `undefined` when the text already is what a reader sees */
export function unfolded(text: string): string | undefined {
  let result = text
  for (let layer = 0; layer < MAX_LAYERS && HINT.test(result); layer++) {
    const next = oneLayerLess(result)
    if (next === result) break
    result = next
  }
  return result === text ? undefined : result
}

function oneLayerLess(text: string): string {
  return text
    .replace(HIDDEN, '')
    .replace(INLINE_TAG, '')
    .replace(ENTITY, entity)
    .replace(/\\([_.~*`#+=&@:/[\](){}<>"'!|-])/g, '$1')
    .replace(/%[2-7][0-9A-Fa-f]/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
}

function entity(whole: string, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined): string {
  if (name !== undefined) return NAMED.get(name) ?? whole
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}
