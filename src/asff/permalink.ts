import type { Location } from '../finding.js'
import type { MappingContext } from './context.js'
import { lineNumber } from './lines.js'
import { publicUrl } from './url.js'

/** github.com shows these rendered, without lines, unless it is asked for the source. */
const RENDERED = /\.(?:md|markdown|mdown|mkdn?|rst|adoc|asciidoc|org|textile|creole|mediawiki|wiki|rdoc|pod|ipynb)$/i

/**
 * A link to the lines of a location at `linkCommit`, every segment of the path encoded.
 * `undefined` when the place is no file of the repository, and for a path that does not stay inside it.
 */
export function permalink(
  { repository, linkCommit }: Pick<MappingContext, 'repository' | 'linkCommit'>,
  location: Location | undefined,
): string | undefined {
  const path = location?.path
  if (path === undefined || path === '') return undefined
  const segments = path.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined
  const file = `${repository.url.replace(/\/$/, '')}/blob/${encode(linkCommit)}/${segments.map(encode).join('/')}`
  const lines = anchor(location)
  const url = lines !== '' && RENDERED.test(path) ? `${file}?plain=1${lines}` : `${file}${lines}`
  return publicUrl(url)
}

/** `#L3` or `#L3-L5`. */
function anchor({ startLine, endLine }: Location = {}): string {
  const start = lineNumber(startLine)
  if (start === undefined) return ''
  const end = lineNumber(endLine) ?? start
  return end > start ? `#L${start}-L${end}` : `#L${start}`
}

/** RFC 3986's unreserved characters stay; encodeURIComponent would also leave `!'()*`, of which `)` ends a Markdown link. */
function encode(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
