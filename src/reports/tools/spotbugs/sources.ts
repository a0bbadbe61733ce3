import { childOf, childrenOf, type XmlElement } from '../../documents/xml.js'
import type { NativeContext } from '../../native/format.js'
import type { PlaceFacts } from '../../native/places.js'
import { SOURCE_FOLDERS } from '../../paths/source-folders.js'

/** By convention, then as the package says. */
const CONVENTIONAL = [...SOURCE_FOLDERS, '.']

/**
 * Finds the file that a `SourceLine` is about. SpotBugs names it by its package (`com/shop/Cart.java`), and the folders of sources apart
 * from it: the file that is in the checkout is the one. One that is in none is no file of the repository.
 */
export function createSources(
  root: XmlElement,
  { places, readSource }: NativeContext,
): (line: XmlElement) => Pick<PlaceFacts, 'path' | 'uri'> {
  const folders = childrenOf(childOf(root, 'Project'), 'SrcDir').map(({ text }) => text.replaceAll('\\', '/'))
  const found = new Map<string, Pick<PlaceFacts, 'path' | 'uri'>>()
  const find = (name: string, relative: string | undefined): Pick<PlaceFacts, 'path' | 'uri'> => {
    const stated = [...(relative === undefined ? [] : [relative]), ...folders.map((folder) => below(folder, name))].flatMap(
      (path) => places({ path })?.path ?? [],
    )
    const inCheckout = [...stated, ...CONVENTIONAL.map((folder) => `${folder}/${name}`)].find((path) => readSource(path) !== undefined)
    const path = inCheckout ?? (stated.length === 1 ? stated[0] : undefined)
    return path === undefined ? { uri: name } : { path }
  }
  return ({ attributes }) => {
    const name = attributes.get('sourcepath') ?? attributes.get('sourcefile') ?? ''
    const relative = attributes.get('relSourcepath')
    const key = `${name}\n${relative ?? ''}`
    const place = found.get(key) ?? find(name, relative)
    found.set(key, place)
    return place
  }
}

/** Gradle lists the files themselves. */
function below(folder: string, name: string): string {
  return folder.endsWith(`/${name}`) ? folder : `${folder}/${name}`
}
