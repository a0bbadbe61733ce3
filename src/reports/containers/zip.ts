import { closeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl'
import { messageOf, UserError } from '../../errors.js'
import { fileError, openReport } from '../files/file-errors.js'
import { chooseReports } from '../files/report-names.js'
import type { TemporaryFiles } from '../files/temporary-files.js'
import { inMillions, MAX_NAME_CHARACTERS, tooMuch } from '../limits.js'
import { excerpt } from '../vocabulary/excerpt.js'

/** How many entries an archive may list. Artifacts with more are whole build trees, not reports. */
export const MAX_ZIP_ENTRIES = 10_000

export interface ZipReport {
  /** The entry's name, relative and with `/`. Hostile text; never used as a path of this machine. */
  readonly name: string
  /** Unpacks the entry. @throws UserError REPORT_UNREADABLE when it is damaged, encrypted or too large */
  extract(): Promise<string>
}

export interface ZipReports {
  readonly reports: readonly ZipReport[]
  /** How many JSON files and archives were left out because there are SARIF files. */
  readonly leftOut: number
  close(): void
}

/**
 * Lists the reports in a zip archive (zip64 included) in the order of their names.
 * @throws UserError REPORT_UNREADABLE for a damaged archive or one with names that lead out of it, REPORT_EMPTY for one without reports
 */
export async function openZip(path: string, temporary: TemporaryFiles): Promise<ZipReports> {
  // Entry names are checked by the library: an absolute one or one with `..` is an error.
  const zip = await asUserErrors(() => zipIn(path))
  try {
    const { chosen, leftOut } = chooseReports(await listFiles(zip), ({ fileName }) => fileName)
    if (chosen.length === 0) throw noReports()
    const sorted = chosen.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))
    const reports = sorted.map((entry) => ({ name: entry.fileName, extract: () => extract(zip, entry, temporary) }))
    return { reports, leftOut, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw error
  }
}

/** It closes the file when it is closed. */
async function zipIn(path: string): Promise<ZipFile> {
  const { file } = openReport(path)
  try {
    return await fromFdPromise(file, { autoClose: false })
  } catch (error) {
    closeSync(file)
    throw error
  }
}

async function listFiles(zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > MAX_ZIP_ENTRIES) throw tooManyEntries()
  return asUserErrors(async () => {
    const files: Entry[] = []
    let characters = 0
    for await (const entry of zip.eachEntry()) {
      characters += entry.fileName.length
      if (characters > MAX_NAME_CHARACTERS)
        throw tooMuch(`the names in the archive have more than ${inMillions(MAX_NAME_CHARACTERS)} characters`)
      if (!entry.fileName.endsWith('/')) files.push(entry)
    }
    return files
  })
}

async function extract(zip: ZipFile, entry: Entry, temporary: TemporaryFiles): Promise<string> {
  if (entry.isEncrypted()) {
    throw new UserError('REPORT_UNREADABLE', 'it is encrypted in the archive', {
      hint: 'Unpack the archive in a step before and name the report.',
    })
  }
  return asUserErrors(() => temporary.write(() => contentOf(zip, entry)))
}

/** The library checks lengths, not contents. The stream is opened only when it is read: before that nobody would catch its errors. */
async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== entry.crc32) throw damaged('its checksum is wrong')
}

async function asUserErrors<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw fileError(error) ?? damaged(excerpt(messageOf(error)), error)
  }
}

function damaged(what: string, cause?: unknown): UserError {
  return new UserError('REPORT_UNREADABLE', `the archive is damaged: ${what}`, {
    cause,
    hint: 'Unpack the archive in a step before and name the report.',
  })
}

function tooManyEntries(): UserError {
  return new UserError('REPORT_UNREADABLE', `the archive has more than ${MAX_ZIP_ENTRIES} entries`, {
    hint: 'Unpack the archive in a step before and name the reports.',
  })
}

function noReports(): UserError {
  return new UserError('REPORT_EMPTY', 'the archive holds no report', {
    hint: 'Reports in an archive end in .sarif, .sarif.json or .json. Unpack the archive in a step before and name the report.',
  })
}
