/** Where sources lie by convention of Maven and Gradle, below the repository or below a module. */
export const SOURCE_FOLDERS: readonly string[] = [
  'src/main/java',
  'src/main/kotlin',
  'src/main/scala',
  'src/main/groovy',
  'src/test/java',
  'src/test/kotlin',
  'src',
]

const JVM_SOURCE = /\.(?:java|kt|scala|groovy)$/

/**
 * Tools that read class files name a source by its package (`com/shop/Cart.java`): where its folder of sources stands is in no report. The
 * one file that is in the checkout is meant.
 * @returns `undefined` when the path is in the checkout itself, when it is none of the JVM's, and when no folder or more than one has it
 */
export function inSourceFolder(path: string, exists: (path: string) => boolean): string | undefined {
  if (!JVM_SOURCE.test(path) || exists(path)) return undefined
  const found = SOURCE_FOLDERS.map((folder) => `${folder}/${path}`).filter(exists)
  return found.length === 1 ? found[0] : undefined
}
