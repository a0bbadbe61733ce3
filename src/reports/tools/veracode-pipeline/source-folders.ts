/** Where builds of Maven, Gradle and sbt keep what a scanner of the built program names by package: `com/acme/Shop.java`. */
const FOLDERS = [
  '',
  'src/main/java/',
  'src/main/kotlin/',
  'src/main/scala/',
  'src/main/groovy/',
  'src/main/resources/',
  'src/main/webapp/',
  'app/src/main/java/',
  'app/src/main/kotlin/',
] as const

/** Folders of a built program that no repository has. */
const BUILT = /^(?:BOOT-INF|WEB-INF)\/classes\//

/** The file of the checkout that is meant by a path in a built program; the path itself when there is none. */
export type SourceFolders = (path: string) => string

export function createSourceFolders(readSource: (path: string) => string | undefined): SourceFolders {
  const known = new Map<string, string>()
  return (path) => {
    const found = known.get(path) ?? sourceOf(path.replace(BUILT, ''), readSource) ?? path
    known.set(path, found)
    return found
  }
}

function sourceOf(path: string, readSource: (path: string) => string | undefined): string | undefined {
  return FOLDERS.map((folder) => `${folder}${path}`).find((candidate) => readSource(candidate) !== undefined)
}
