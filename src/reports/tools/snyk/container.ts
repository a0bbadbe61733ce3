import type { Reading } from '../../../finding.js'
import type { NativeContext } from '../../native/format.js'
import { has } from '../../native/has.js'
import { withinEach } from '../../native/readings.js'
import { isArchive, nameOfImage } from '../../vocabulary/image-name.js'
import { asText, type JsonObject } from '../../vocabulary/json.js'
import { baseImageOf } from './base-image.js'
import type { Subject } from './issue.js'
import { readIssues } from './project.js'

const IMAGE = 'docker-image|'

export function isContainer(report: JsonObject): boolean {
  return has(report, 'docker') || nameOf(report) !== undefined
}

/** The packages of an image's system, and under `applications` those of the programs in it. */
export function* readContainer(report: JsonObject, { places }: NativeContext): Generator<Reading> {
  const reference = imageOf(report)
  const image = reference === undefined ? {} : { image: reference }
  // With --file it names the Dockerfile, which is in the repository; the image is not.
  const file = places({ path: report['displayTargetFile'] })
  const location = file?.path === undefined ? places({ uri: reference === undefined ? undefined : nameOfImage(reference) }) : file
  yield* readIssues(report, '', { location, packagePath: undefined, baseImage: baseImageOf(report), ...image })
  yield* withinEach(report['applications'], 'applications', (application, at) => {
    const path = asText(application['displayTargetFile']) ?? asText(application['targetFile'])
    const subject: Subject = { location, packagePath: path, ...image }
    return readIssues(application, `${at}.`, subject)
  })
}

/** `docker-image|acme/shop`, without the tag. */
function nameOf({ projectName }: JsonObject): string | undefined {
  const name = asText(projectName)
  return name?.startsWith(IMAGE) === true ? name.slice(IMAGE.length) : undefined
}

/** `path` is what the user asked for, and then the name of the program that was looked at: `acme/shop:1.4/shop`. */
function imageOf(report: JsonObject): string | undefined {
  const [name, path] = [nameOf(report), asText(report['path'])]
  if (name === undefined) return path === undefined || isArchive(path) ? undefined : path
  const rest = path?.startsWith(name) === true ? path.slice(name.length) : ''
  const version = /^(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?/.exec(rest)?.[0] ?? ''
  return isArchive(name) ? undefined : `${name}${version}`
}
