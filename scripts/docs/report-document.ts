import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { packingOf, SNIFFED_BYTES } from '../../src/reports/containers/sniff.js'
import { transcode } from '../../src/reports/containers/unpack.js'
import type { ReportDocument } from '../../src/reports/documents/document.js'
import { loadDocument } from '../../src/reports/documents/load-document.js'
import { createTemporaryFiles, type TemporaryFiles } from '../../src/reports/files/temporary-files.js'

/**
 * The JSON of a report.
 * @param file absolute path, UTF-8 or UTF-16
 * @throws UserError when it is no JSON
 */
export async function reportDocument(file: string): Promise<ReportDocument> {
  const temporary = createTemporaryFiles(tmpdir())
  try {
    return (await loadDocument(await inUtf8(file, temporary))).document
  } finally {
    await temporary.close()
  }
}

async function inUtf8(file: string, temporary: TemporaryFiles): Promise<string> {
  const packing = packingOf(readFileSync(file).subarray(0, SNIFFED_BYTES))
  return packing === 'utf-16le' || packing === 'utf-16be' ? transcode(file, packing, temporary) : file
}
