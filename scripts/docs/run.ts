/** Makes the generated parts of the documentation anew: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { CORPUS } from '../corpus/report-files.js'
import { readExamples } from '../examples/read-examples.js'
import { withExampleTable } from './example-table.js'
import { GOLDEN, withFormatTables } from './format-docs.js'
import { withLifecycleTables } from './lifecycle-tables.js'
import { withTables } from './readme-tables.js'
import { withSarifTables } from './sarif-docs.js'
import { withSeveralForms } from './several-forms.js'

writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8'), readFileSync('action.yml', 'utf8')))
writeFileSync('docs/sarif.md', await withSarifTables(readFileSync('docs/sarif.md', 'utf8'), CORPUS))
writeFileSync('docs/lifecycle.md', await withLifecycleTables(readFileSync('docs/lifecycle.md', 'utf8')))
writeFileSync('docs/formats.md', await withSeveralForms(withFormatTables(readFileSync('docs/formats.md', 'utf8'), GOLDEN)))
writeFileSync('examples/README.md', withExampleTable(readFileSync('examples/README.md', 'utf8'), readExamples()))
