import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { examine } from '../../scripts/corpus/examine.js'
import { CORPUS } from '../../scripts/corpus/report-files.js'
import { corpusFiles, describeCorpus } from '../support/corpus.js'

for (const kind of ['sarif', 'native']) {
  describeCorpus(`every ${kind} report`, corpusFiles(kind), (files) => {
    test.each(files)('%s is balanced, valid and free of repeated Ids', async (file) => {
      const { faults, accounting, findings } = await examine(join(CORPUS, kind), file)
      expect(faults).toEqual([])
      expect(findings).toHaveLength(accounting.findings)
    })
  })
}
