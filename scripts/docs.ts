/** Makes the generated parts of the documentation anew: `npm run docs`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './readme-tables.js'

writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8'), readFileSync('action.yml', 'utf8')))
