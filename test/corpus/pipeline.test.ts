import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { examine } from '../../scripts/corpus/examine.js'
import { reportFiles } from '../../scripts/corpus/report-files.js'

/** Reports of over a hundred tools that other people made; they are not part of this project. */
const CORPUS = resolve('..', 'shared', 'corpus')

describe.each(['sarif', 'native'])('every %s report', (kind) => {
  const folder = resolve(CORPUS, kind)
  const files = existsSync(folder) ? reportFiles(folder) : []
  if (files.length === 0) test.skip('of the corpus, which is not here', () => undefined)

  test.each(files)('%s is balanced, valid and free of repeated Ids', async (file) => {
    const { faults, accounting, findings } = await examine(folder, file)
    expect(faults).toEqual([])
    expect(findings).toHaveLength(accounting.findings)
  })
})
