/**
 * Characters that nobody sees. They carry text past a reader's eyes, or make what is read differ from what is there.
 *
 * Hidden are control characters, everything that Unicode lets a renderer ignore (zero-width characters, bidirectional marks and overrides, soft hyphens,
 * byte order marks, tags, variation selectors, fillers), interlinear annotations, characters that are none, and the blank Braille pattern.
 * Not hidden are the ones that an emoji is made of, and joiners inside of words of scripts that are written with them.
 *
 * Source: Unicode Standard Annex #44, Default_Ignorable_Code_Point and Noncharacter_Code_Point; Unicode Technical Standard #51, RGI_Emoji;
 * Unicode Standard Annex #31, section 2.3, for the joiners.
 */

/** Scripts in which a joiner changes how a word is written. */
const JOINED =
  '\\p{sc=Arabic}\\p{sc=Syriac}\\p{sc=Mongolian}\\p{sc=Nko}\\p{sc=Devanagari}\\p{sc=Bengali}\\p{sc=Gurmukhi}\\p{sc=Gujarati}\\p{sc=Oriya}' +
  '\\p{sc=Tamil}\\p{sc=Telugu}\\p{sc=Kannada}\\p{sc=Malayalam}\\p{sc=Sinhala}\\p{sc=Tibetan}\\p{sc=Myanmar}\\p{sc=Khmer}'

const HIDDEN = '[[\\p{Cc}\\p{DI}\\p{NChar}\\u{FFF9}-\\u{FFFB}\\u{2800}]--[\\n\\t]]'

/** A joiner inside of a word. */
const JOINER = `[\\u200C\\u200D](?<=[${JOINED}].)(?=[${JOINED}])`

/** Characters that emoji are made of, hidden ones among them: digits too, for keycaps. Every emoji lies within a row of them. */
const PARTS_OF_EMOJI = '[\\p{Emoji}\\u200D\\uFE0F\\u20E3\\u{E0020}-\\u{E007F}]+'

/** A joiner that stays, in a group; a row of parts of emoji, in another, of which it has to be seen what stays; or what does not. */
const JOINER_OR_ROW_OR_HIDDEN = new RegExp(`(${JOINER})|(${PARTS_OF_EMOJI})|${HIDDEN}`, 'gv')

/**
 * An emoji stays, and comes first, in a group. Thousands of sequences are tried for each character, so it is only asked about rows of parts of emoji: a text of
 * a megabyte would take seconds.
 */
const EMOJI_OR_HIDDEN = new RegExp(`(\\p{RGI_Emoji})|${HIDDEN}`, 'gv')

/** Most texts hide nothing, and that is told much faster than what of it is an emoji. */
const SOME_HIDDEN = new RegExp(HIDDEN, 'v')

/**
 * The text with every hidden character replaced. Line feeds and tabs are not hidden.
 *
 * @param text well-formed
 * @param replacement for each of them; `''` takes them out
 */
export function replaceHidden(text: string, replacement: string): string {
  if (!SOME_HIDDEN.test(text)) return text
  return text.replace(JOINER_OR_ROW_OR_HIDDEN, (found: string, joiner?: string, row?: string) => {
    if (joiner !== undefined) return found
    return row === undefined ? replacement : replaceInRow(row, replacement)
  })
}

function replaceInRow(row: string, replacement: string): string {
  return SOME_HIDDEN.test(row) ? row.replace(EMOJI_OR_HIDDEN, (_match, emoji?: string) => emoji ?? replacement) : row
}
