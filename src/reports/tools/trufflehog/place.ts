import type { Location } from '../../../finding.js'
import type { FindingFacts } from '../../native/finding.js'
import type { NativeContext } from '../../native/format.js'
import { createSourceLines } from '../../native/source-line.js'
import { nameOfImage } from '../../vocabulary/image-name.js'
import { asObject, asText, isObject, type JsonObject } from '../../vocabulary/json.js'

type Place = Pick<FindingFacts, 'location' | 'image' | 'fingerprints'>

export type Locator = (record: JsonObject, rule: string, secrets: readonly string[]) => Place

/**
 * Each source has members of its own, `{ "Git": { "file": …, "line": … } }`. Source of the members: pkg/pb/source_metadatapb of TruffleHog.
 * Who committed (`email`, `username`) is never read.
 */
export function createLocator(context: NativeContext): Locator {
  const inHistory = createHistoryLocator(context)
  const { places } = context
  return (record, rule, secrets) => {
    const data = asObject(asObject(record['SourceMetadata'])?.['Data']) ?? {}
    const [source, facts] = Object.entries(data).find((entry): entry is [string, JsonObject] => isObject(entry[1])) ?? ['', {}]
    if (source === 'Docker') return inImage(facts, context)
    const { file, line, link, bucket } = facts
    const stored = asText(bucket)
    if (stored !== undefined) return { location: places({ uri: [stored, asText(file)].filter((part) => part !== undefined).join('/') }) }
    const location = places({ path: file, startLine: line, uri: link })
    const commit = asText(facts['commit'])
    return commit === undefined || location?.path === undefined ? { location } : inHistory({ location, commit, rule, secrets })
  }
}

function inImage({ image, tag, file }: JsonObject, { places }: NativeContext): Place {
  const name = asText(image)
  if (name === undefined) return { location: places({ logicalName: file }) }
  const version = asText(tag)
  const separator = version?.startsWith('sha256:') === true ? '@' : ':'
  return {
    location: places({ uri: nameOfImage(name), logicalName: file }),
    image: version === undefined ? name : `${name}${separator}${version}`,
  }
}

interface Leak {
  readonly location: Location
  readonly commit: string
  readonly rule: string
  readonly secrets: readonly string[]
}

/**
 * A leak in the history is placed where its text is in the checkout. When it is not there any more, its line is one of another version of
 * the file; then the commit, which never changes, tells it apart.
 */
function createHistoryLocator({ readSource }: NativeContext): (leak: Leak) => Place {
  const sourceLine = createSourceLines(readSource)
  return ({ location, commit, rule, secrets }) => {
    const { path = '', startLine = 0 } = location
    const found = secrets.map((text) => sourceLine(path, text, startLine)).find((one) => one !== 'gone') ?? 'gone'
    if (typeof found === 'object') return { location: { path, startLine: found.line } }
    const fingerprints = [{ name: 'trufflehog', value: [commit, path, rule, startLine].join(':') }]
    return { location: found === 'gone' ? { path } : location, fingerprints }
  }
}
